package io.waymark.model;

import java.util.Locale;

/**
 * A check between a match and its trigger; the constants are in the order in which they are asked.
 */
public enum Gate {
  /** The customer is not one that the rule is for, by stage or by traits. */
  WHO,
  /** The rule is in shadow: its decisions are recorded and nothing is sent. */
  SHADOW,
  /** The rule is paused by its owner. */
  PAUSED,
  /** The rule sent this customer a trigger less than its cooldown ago. */
  COOLDOWN;

  /** Returns the form in topics and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
