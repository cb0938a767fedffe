package io.waymark.model;

import java.util.Locale;

/** What a rule detects. */
public enum Signal {
  STALL,
  FRUSTRATION,
  ADVOCACY,
  OPPORTUNITY;

  /** The form in YAML, topics and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
