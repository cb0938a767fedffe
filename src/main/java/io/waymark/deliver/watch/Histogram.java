package io.waymark.deliver.watch;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of durations up to fixed bounds. Those of several processes can be added, which quantiles
 * cannot.
 */
final class Histogram {
  /** Bounds in milliseconds: a receiver next door answers in 5, a parked trigger waits for days. */
  private static final long[] BOUNDS = {
    5,
    10,
    25,
    50,
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    15_000,
    60_000,
    600_000,
    3_600_000,
    86_400_000
  };

  /** The counts: for each bound how many do not exceed it, and all. */
  record Reading(long[] bounds, long[] counts, long all, long sum) {}

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder sum = new LongAdder();

  /** Adds a duration; one below 0, between two clocks that disagree, counts as 0. */
  void add(long millis) {
    long duration = Math.max(0, millis);
    int found = Arrays.binarySearch(BOUNDS, duration);
    counts.incrementAndGet(found < 0 ? -found - 1 : found);
    sum.add(duration);
  }

  Reading read() {
    long[] upTo = new long[BOUNDS.length];
    long all = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      all += counts.get(i);
      upTo[i] = all;
    }
    return new Reading(BOUNDS.clone(), upTo, all + counts.get(BOUNDS.length), sum.sum());
  }
}
