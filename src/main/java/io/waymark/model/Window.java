package io.waymark.model;

/** The trailing windows of the journey map, by the time at which a cut is true. */
public enum Window {
  /** Sixty minutes. */
  HOUR,
  /** Twenty-four hours. */
  DAY,
  /** Seven days, which begin at midnight UTC. */
  WEEK,
  /** Thirty days. */
  MONTH,
  /** All since the map began. */
  ALL
}
