package io.waymark.model;

/** A text by which people direct the running job, or ask it. */
public sealed interface Directive permits RuleText, PolicyText, Question {
  /** Returns the place in its topic, from 0. */
  long offset();
}
