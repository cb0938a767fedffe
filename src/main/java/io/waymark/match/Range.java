package io.waymark.match;

import io.waymark.expression.Conjunct.Bound;
import java.util.List;

/**
 * The numbers from {@code lowest} to {@code highest}, both among them. A limit that is not among
 * them itself is the number next to it. Where a limit is not a number, the range is empty.
 */
record Range(double lowest, double highest) {
  private static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** What lies on the side of each of some bounds. */
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

  /** Whether it is bounded below. */
  boolean hasLowest() {
    return lowest != Double.NEGATIVE_INFINITY;
  }

  /** Nothing lies above the infinite. */
  private static double above(double limit) {
    return limit == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(limit);
  }
}
