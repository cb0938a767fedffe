package io.waymark.model;

import java.util.Locale;

/** The two groups of customers that a rule with a goal is judged by. */
public enum Arm {
  /** The trigger went out. */
  SENT,
  /** The trigger would have gone out, but the customer is in the control group. */
  HELD_OUT;

  /** Returns the form for people. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
