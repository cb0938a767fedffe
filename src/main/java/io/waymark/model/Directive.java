package io.waymark.model;

/** A record that directs the running job, mostly a text of people. */
public sealed interface Directive permits RuleText, PolicyText, PauseChange {
  /** Returns the place in its topic, from 0. */
  long offset();
}
