package io.waymark.journey.estimate;

/** The direction of a difference, as far as its 95% interval tells. */
public enum Trend {
  UP,
  DOWN,
  /** The interval holds 0. */
  NONE
}
