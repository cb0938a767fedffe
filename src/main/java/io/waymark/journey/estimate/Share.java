package io.waymark.journey.estimate;

import java.util.Optional;

/**
 * A share of a total: so many of so many.
 *
 * @param hits from 0 to {@code total}
 * @param total of 0 makes the share unknown
 */
public record Share(long hits, long total) {
  /** Checks the counts. */
  public Share {
    CountCheck.check("hits", hits);
    if (hits > total) {
      throw new IllegalArgumentException("a share of %d in %d".formatted(hits, total));
    }
  }

  /**
   * Returns the share with Wilson's score interval; empty if the total is 0.
   *
   * <p>Source: E. B. Wilson, JASA 22 (1927) 209; method 3 of R. G. Newcombe, Statistics in Medicine
   * 17 (1998) 857.
   */
  public Optional<Interval> estimate() {
    return total == 0 ? Optional.empty() : Optional.of(wilson((double) hits, (double) total));
  }

  /**
   * Returns this share minus another one, with Newcombe's hybrid score interval; empty if either is
   * unknown.
   */
  public Optional<Interval> minus(Share other) {
    return estimate().flatMap(mine -> other.estimate().map(mine::minus));
  }

  /** Returns Wilson's interval; the counts may be fractions, as a life table's numbers at risk. */
  static Interval wilson(double hits, double total) {
    double p = hits / total;
    double square = Normal.Z95 * Normal.Z95;
    double middle = 2 * hits + square;
    double margin = Normal.Z95 * Math.sqrt(square + 4 * hits * (1 - p));
    double scale = 2 * (total + square);
    return Interval.probability(p, (middle - margin) / scale, (middle + margin) / scale);
  }
}
