package io.waymark.match;

import io.waymark.expression.Conjunct.Bound;
import java.util.List;

/**
 * The numbers from {@code lowest} to {@code highest}, both included: a limit that is excluded is
 * replaced by the number next to it. Where a limit is NaN, the range is empty.
 */
record Range(double lowest, double highest) {
  private static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Returns the numbers that hold all of some bounds. */
  static Range of(List<Bound> bounds) {
    Range range = ALL;
    for (Bound bound : bounds) {
      range = range.and(bound);
    }
    return range;
  }

  private Range and(Bound bound) {
    double limit = bound.limit();
    return switch (bound.side()) {
      case FROM -> new Range(Math.max(lowest, limit), highest);
      case ABOVE -> new Range(Math.max(lowest, above(limit)), highest);
      case UP_TO -> new Range(lowest, Math.min(highest, limit));
      case BELOW -> new Range(lowest, Math.min(highest, -above(-limit)));
    };
  }

  /** Returns whether the range is bounded below. */
  boolean hasLowest() {
    return lowest != Double.NEGATIVE_INFINITY;
  }

  /** Returns the next number above a limit; NaN above infinity, where there is none. */
  private static double above(double limit) {
    return limit == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(limit);
  }
}
