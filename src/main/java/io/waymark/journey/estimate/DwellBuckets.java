package io.waymark.journey.estimate;

import java.util.Arrays;

/**
 * The 128 buckets that durations are counted in. The first ends at 1 s, each next one about 13%
 * later, the last but one at 90 d; the last has no end. A bucket holds durations longer than the
 * one before it ends, up to and with its own end: a bucket number and a duration in milliseconds
 * are compared as integers, the same on every machine.
 */
public final class DwellBuckets {
  public static final int COUNT = 128;

  private static final double FIRST_MILLIS = 1_000;
  private static final double SECONDS_IN_90_DAYS = 90 * 24 * 3_600;
  private static final long[] ENDS = ends();

  private DwellBuckets() {}

  /** Returns the bucket of a duration. */
  public static int of(long millis) {
    CountCheck.check("a duration in milliseconds", millis);
    int found = Arrays.binarySearch(ENDS, millis);
    return found >= 0 ? found : -found - 1;
  }

  /** Returns the longest duration in a bucket; the last bucket has none and is refused. */
  public static long endMillis(int bucket) {
    if (bucket < 0 || bucket >= ENDS.length) {
      throw new IllegalArgumentException(
          "buckets 0 to %d have an end, bucket %d has not".formatted(ENDS.length - 1, bucket));
    }
    return ENDS[bucket];
  }

  /** Returns the number of buckets that end by a horizon. */
  public static int within(long horizonMillis) {
    int found = Arrays.binarySearch(ENDS, horizonMillis);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Unlike Math, StrictMath returns the same bits on every machine. */
  private static long[] ends() {
    long[] ends = new long[COUNT - 1];
    Arrays.setAll(
        ends,
        bucket ->
            Math.round(
                FIRST_MILLIS * StrictMath.pow(SECONDS_IN_90_DAYS, (double) bucket / (COUNT - 2))));
    return ends;
  }
}
