package io.waymark.model;

import java.util.Locale;

/**
 * A check between a match and its trigger; the constants are in the order in which they are asked.
 */
public enum Gate {
  /**
   * The rule is paused, by its owner or by the breaker, or is not in force any more; or all rules
   * are, as the policy in force cannot be read.
   */
  PAUSED,
  /** The trigger has expired, or would before it could go out. */
  EXPIRY,
  /** The customer is not one that the rule is for, by stage or by traits. */
  WHO,
  /** The customer has not consented to the purpose. */
  CONSENT,
  /** The rule sent this customer a trigger less than its cooldown ago. */
  COOLDOWN,
  /** A cap is reached: all the triggers that it allows went out to this customer already. */
  CAP,
  /** The customer's clock shows quiet hours. */
  QUIET,
  /** Another trigger of the same customer goes out instead. */
  ARBITRATION,
  /** The customer is in the control group. */
  HOLDOUT,
  /** The rule goes out to a share of customers only, and the customer is not among them. */
  CANARY,
  /** The rule is in shadow: its decisions are recorded and nothing is sent. */
  SHADOW;

  /** Returns the form in topics and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
