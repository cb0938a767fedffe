package io.waymark.deliver.lane;

/**
 * The limits of an endpoint: how much it is sent, and how much it may cost this process, which has
 * a {@link Budget} for all of them, too.
 *
 * @param ratePerMinute attempts; 0 for as many as there are
 * @param concurrency attempts in flight at the most
 * @param mostHeld deliveries that wait at the most; more are given up, to be replayed by hand
 * @param mostBytes of triggers in memory; more are parked at once
 */
public record Limits(int ratePerMinute, int concurrency, int mostHeld, long mostBytes) {
  public static final int MOST_HELD = 200_000;
  public static final long MOST_BYTES = 16_000_000;

  public Limits {
    if (ratePerMinute < 0 || concurrency < 1 || mostHeld < 1 || mostBytes < 0) {
      throw new IllegalArgumentException("limits below their least values");
    }
  }

  public static Limits of(int ratePerMinute, int concurrency) {
    return new Limits(ratePerMinute, concurrency, MOST_HELD, MOST_BYTES);
  }
}
