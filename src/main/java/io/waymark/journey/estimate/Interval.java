package io.waymark.journey.estimate;

/**
 * A number estimated from counts, and its 95% interval.
 *
 * @param low at most {@code value}
 * @param high at least {@code value}
 */
public record Interval(double value, double low, double high) {
  /** Checks that the numbers are finite and in order. */
  public Interval {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "an estimate needs low <= value <= high, all finite; got %s <= %s <= %s"
              .formatted(low, value, high));
    }
  }

  /** Returns an estimate whose error is normally distributed. */
  static Interval normal(double value, double standardError) {
    double margin = Normal.Z95 * standardError;
    return new Interval(value, value - margin, value + margin);
  }

  /** Returns an estimate of a probability; corrects bounds that rounding put past 0, 1 or value. */
  static Interval probability(double value, double low, double high) {
    double p = Math.min(1, Math.max(0, value));
    return new Interval(p, Math.min(p, Math.max(0, low)), Math.max(p, Math.min(1, high)));
  }

  /** Returns the direction of a difference: up or down only if the interval leaves out 0. */
  public Trend trend() {
    if (low > 0) {
      return Trend.UP;
    }
    return high < 0 ? Trend.DOWN : Trend.NONE;
  }
}
