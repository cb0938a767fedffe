package io.waymark.journey.estimate;

import java.util.Arrays;

/** Keeps down the share of findings that are chance, where many are looked for at once. */
final class FalseDiscoveries {
  private FalseDiscoveries() {}

  /**
   * Returns the largest p-value that is a discovery, if at most a share {@code rate} of the
   * discoveries may be false; -1 if none is.
   *
   * <p>Source: Y. Benjamini and Y. Hochberg, J. of the Royal Statistical Society B 57 (1995) 289.
   */
  static double limit(double[] pValues, double rate) {
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    for (int rank = sorted.length; rank > 0; rank--) {
      if (sorted[rank - 1] <= rate * rank / sorted.length) {
        return sorted[rank - 1];
      }
    }
    return -1;
  }
}
