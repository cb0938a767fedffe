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

  /**
   * Returns this estimate minus an independent one. The margins are those that the two intervals
   * have towards each other, so that a skewed interval keeps its skew; of two shares it is
   * Newcombe's hybrid score interval.
   *
   * <p>Sources: method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873; G. Y. Zou and A.
   * Donner, Statistics in Medicine 27 (2008) 1693.
   */
  public Interval minus(Interval other) {
    double difference = value - other.value;
    double below = Math.hypot(value - low, other.high - other.value);
    double above = Math.hypot(high - value, other.value - other.low);
    return new Interval(difference, difference - below, difference + above);
  }
}
