package io.waymark.model;

import java.util.Locale;

/** A kind of situation that a rule detects. */
public enum Signal {
  STALL,
  FRUSTRATION,
  ADVOCACY,
  OPPORTUNITY;

  /** Returns the form in YAML, topics and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
