package io.waymark.govern;

import java.time.Duration;

/**
 * The rail of all rules; {@code breaker} in YAML. A rule that sends to more than a share of the
 * customers who are met in a span of time is paused.
 *
 * @param share of customers, in ten-thousandths
 * @param spanMillis the time in which they are counted, which ends now
 * @param except triggers that are not counted
 */
public record Breaker(int share, long spanMillis, Selector except) {
  /** The number of customers below which a share is noise, and no rule is paused. */
  public static final int LEAST_CUSTOMERS = 100;

  static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);
  static final Duration LONGEST_SPAN = Duration.ofDays(1);

  private static final int SLOTS = 360;
  private static final long SHORTEST_SLOT_MILLIS = 1_000;

  /**
   * Returns the length of the slots in which customers are counted: a 360th of the span, as 10 s of
   * an hour, and a second at least. A rate is looked at when a slot ends.
   */
  public long slotMillis() {
    return Math.max(SHORTEST_SLOT_MILLIS, spanMillis / SLOTS);
  }
}
