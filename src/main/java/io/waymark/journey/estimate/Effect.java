package io.waymark.journey.estimate;

/**
 * How much more often visits move forward that met a touchpoint than visits that had not. Such an
 * effect is an association, never a cause.
 *
 * @param difference of the two shares, from -1 to 1
 * @param standardError of the difference, more than 0
 * @param met number of visits compared that had met the touchpoint
 * @param unmet number of visits compared that had not
 */
public record Effect(double difference, double standardError, long met, long unmet) {
  /** Fewer visits than that on either side make no finding. */
  private static final int FEWEST = 30;

  /** Checks that the numbers are those of a comparison. */
  public Effect {
    CountCheck.check("met", met);
    CountCheck.check("unmet", unmet);
    if (!(Double.isFinite(difference) && standardError > 0 && Double.isFinite(standardError))) {
      throw new IllegalArgumentException(
          "an effect needs a finite difference and a positive standard error; got %s and %s"
              .formatted(difference, standardError));
    }
  }

  /** Returns the difference with its normal interval. */
  public Interval estimate() {
    return Interval.normal(difference, standardError);
  }

  /** Returns the probability of a difference at least as large if there is no effect. */
  public double pValue() {
    return Normal.twoSided(difference / standardError);
  }

  /** Returns whether both sides are large enough for a finding. */
  public boolean isComparable() {
    return met >= FEWEST && unmet >= FEWEST;
  }
}
