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
}
