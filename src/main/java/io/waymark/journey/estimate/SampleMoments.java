package io.waymark.journey.estimate;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Size, sum and sum of squares of a sample of numbers from -1 to 1, such as one sentiment from each
 * customer. The sums are integers: they add up and subtract without error, in any order.
 *
 * @param size number of values
 * @param sumMicros sum of the values in millionths
 * @param squareNanos sum of the squares in billionths, each rounded by {@link #squareNanos(long)};
 *     room for nine billion values
 */
public record SampleMoments(long size, long sumMicros, long squareNanos) {
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  /** Checks that values from -1 to 1 can have these sums. */
  public SampleMoments {
    CountCheck.check("size", size);
    if (Math.abs((double) sumMicros) > (double) size * MICROS
        || squareNanos < 0
        || squareNanos > (double) size * NANOS) {
      throw new IllegalArgumentException(
          "%d values from -1 to 1 cannot have a sum of %d millionths and squares of %d billionths"
              .formatted(size, sumMicros, squareNanos));
    }
  }

  /** Returns the square of a value in millionths, in billionths, rounded to the nearest. */
  public static long squareNanos(long micros) {
    if (micros > MICROS || micros < -MICROS) {
      throw new IllegalArgumentException(
          "a value must be from -1 to 1, is " + micros + " millionths");
    }
    return (micros * micros + 500) / 1_000;
  }

  /** Returns the mean; empty if there is no value. */
  public OptionalDouble mean() {
    return size == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) sumMicros / MICROS / size);
  }

  /**
   * Returns the mean with Student's interval; empty for fewer than two values, which tell nothing
   * of their spread.
   *
   * <p>Source: Student, Biometrika 6 (1908) 1; {@code t.test} of R.
   */
  public Optional<Interval> estimate() {
    if (size < 2) {
      return Optional.empty();
    }
    double standardError = Math.sqrt(squaredError());
    return Optional.of(student(mean().getAsDouble(), standardError, (double) size - 1));
  }

  private static Interval student(double value, double standardError, double degrees) {
    double margin = TDistribution.of(degrees).inverseSurvivalProbability(0.025) * standardError;
    return new Interval(value, value - margin, value + margin);
  }

  /** Returns the variance of the mean. */
  private double squaredError() {
    double sum = (double) sumMicros / MICROS;
    double squares = (double) squareNanos / NANOS;
    return Math.max(0, squares - sum * sum / size) / (size - 1) / size;
  }
}
