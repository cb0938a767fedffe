package io.waymark.console.store;

import java.util.Map;
import java.util.TreeMap;

/** How late triggers were, in buckets whose width is an eighth of their begin. */
final class Lateness {
  private static final int EXACT_BELOW = 8;
  private static final int DIGITS = 3;

  private final TreeMap<Long, Long> counts = new TreeMap<>();
  private long count;

  /** Returns the end of the bucket of a lateness. */
  static long bucket(long millis) {
    long late = Math.max(0, millis);
    if (late < EXACT_BELOW) {
      return late;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(late) - DIGITS;
    return (((late >> shift) + 1) << shift) - 1;
  }

  void add(long bucket, long n) {
    counts.merge(bucket, n, Long::sum);
    count += n;
  }

  void add(Lateness other) {
    other.counts.forEach(this::add);
  }

  long count() {
    return count;
  }

  /** Returns the end of the bucket below which a share lies. */
  long quantile(double share) {
    long below = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      below += each.getValue();
      if (below >= share * count) {
        return each.getKey();
      }
    }
    return 0;
  }
}
