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
  /** The moments of no values. */
  public static final SampleMoments NONE = new SampleMoments(0, 0, 0);

  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  /** Checks that values from -1 to 1 can have these sums. */
  public SampleMoments {
    Counts.check("size", size);
    if (Math.abs((double) sumMicros) > (double) size * MICROS
        || squareNanos < 0
        || squareNanos > (double) size * NANOS) {
      throw new IllegalArgumentException(
          "%d values from -1 to 1 cannot have a sum of %d millionths and squares of %d billionths"
              .formatted(size, sumMicros, squareNanos));
    }
  }

  /** Returns the moments of one value. */
  public static SampleMoments of(long micros) {
    return new SampleMoments(1, micros, squareNanos(micros));
  }

  /** Returns the square of a value in millionths, in billionths, rounded to the nearest. */
  public static long squareNanos(long micros) {
    if (micros > MICROS || micros < -MICROS) {
      throw new IllegalArgumentException(
          "a value must be from -1 to 1, is " + micros + " millionths");
    }
    return (micros * micros + 500) / 1_000;
  }

  /** Returns the moments of both samples together. */
  public SampleMoments plus(SampleMoments other) {
    return new SampleMoments(
        Math.addExact(size, other.size),
        Math.addExact(sumMicros, other.sumMicros),
        Math.addExact(squareNanos, other.squareNanos));
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

  /**
   * Returns this mean minus another one, with Welch's interval for samples of unequal spread; empty
   * if either has fewer than two values.
   *
   * <p>Source: B. L. Welch, Biometrika 34 (1947) 28; {@code t.test} of R.
   */
  public Optional<Interval> minus(SampleMoments other) {
    if (size < 2 || other.size < 2) {
      return Optional.empty();
    }
    double mine = squaredError();
    double its = other.squaredError();
    double both = mine + its;
    double degrees =
        both == 0 ? 1 : both * both / (mine * mine / (size - 1) + its * its / (other.size - 1));
    double difference = mean().getAsDouble() - other.mean().getAsDouble();
    return Optional.of(student(difference, Math.sqrt(both), degrees));
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
