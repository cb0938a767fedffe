package io.waymark.model;

/**
 * An estimate with its 95% interval.
 *
 * @param n the number of observations behind it
 */
public record Estimate(double value, double low, double high, long n) {
  public Estimate {
    if (!Double.isFinite(value) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("an estimate is a number: " + value);
    }
  }

  /** Returns whether the interval leaves out 0, so that a difference is one. */
  public boolean isSignificant() {
    return low > 0 || high < 0;
  }
}
