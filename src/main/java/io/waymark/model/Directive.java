package io.waymark.model;

/** A record that directs the running job, or asks it; mostly a text of people. */
public sealed interface Directive permits RuleText, PolicyText, PauseChange, Question {
  /** Returns the place in its topic, from 0. */
  long offset();
}
