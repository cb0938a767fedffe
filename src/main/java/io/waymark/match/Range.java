package io.waymark.match;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.model.Decimals;
import java.util.List;

/**
 * The numbers that hold all of some bounds. {@link #lowest} and {@link #highest} are the doubles
 * next to the limits: a number whose own double lies between them is in the range, one whose double
 * lies outside is not, and one that has the double of a limit is compared with the bounds exactly.
 * A range without a limit on one side is infinite there.
 */
record Range(double lowest, double highest, List<Bound> bounds) {
  Range {
    bounds = List.copyOf(bounds);
  }

  static Range of(List<Bound> bounds) {
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    for (Bound bound : bounds) {
      double limit = Decimals.nearest(bound.limit());
      switch (bound.side()) {
        case FROM, ABOVE -> lowest = Math.max(lowest, limit);
        case UP_TO, BELOW -> highest = Math.min(highest, limit);
      }
    }
    return new Range(lowest, highest, bounds);
  }

  /** Returns whether the range is bounded below. */
  boolean hasLowest() {
    return lowest != Double.NEGATIVE_INFINITY;
  }

  /** Returns whether a number is in the range. */
  boolean holds(Number number) {
    double nearest = Decimals.nearest(number);
    if (nearest > lowest && nearest < highest) {
      return true;
    }
    if (nearest < lowest || nearest > highest) {
      return false;
    }
    for (int i = 0; i < bounds.size(); i++) {
      if (!bounds.get(i).holds(number)) {
        return false;
      }
    }
    return true;
  }
}
