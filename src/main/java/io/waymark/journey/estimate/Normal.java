package io.waymark.journey.estimate;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** The value that a standard normal number exceeds with a probability of 2.5%. */
  static final double Z95 = STANDARD.inverseSurvivalProbability(0.025);

  private Normal() {}

  /** Returns the probability of a number at least as far from 0. */
  static double twoSided(double z) {
    return 2 * STANDARD.survivalProbability(Math.abs(z));
  }
}
