package io.waymark.model;

import java.util.Locale;

/** What can stand between a match and its trigger, in the order in which they are asked. */
public enum Gate {
  /** The customer is not one the rule is for: stage or traits. */
  WHO,
  /** The rule is watched, not sent. */
  SHADOW,
  /** The rule is paused by its owner. */
  PAUSED,
  /** The rule sent this customer a trigger too short a time ago. */
  COOLDOWN;

  /** The form in topics and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
