package io.waymark.model;

/** A text by which people direct the running job. */
public sealed interface Directive permits RuleText, PolicyText {
  /** Returns the place in its topic, from 0. */
  long offset();
}
