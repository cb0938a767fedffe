package io.waymark.journey.estimate;

import java.util.Optional;

/**
 * The risk difference common to several strata, each of which compares visits that met a touchpoint
 * with visits that had not.
 *
 * <p>Strata that lack either side tell nothing and are left out. The variance takes the strata as
 * independent: it holds if no visit is in two of them. Sources: S. Greenland and J. M. Robins,
 * Biometrics 41 (1985) 55; T. Sato, Biometrics 45 (1989) 1323, for the variance.
 */
final class MantelHaenszel {
  private final Side met;
  private final Side unmet;

  /**
   * One side of the comparison, by stratum.
   *
   * @param sizes number of visits
   * @param forward number of those that moved forward
   */
  private record Side(long[] sizes, long[] forward) {
    double share(int stratum) {
      return (double) forward[stratum] / sizes[stratum];
    }
  }

  private MantelHaenszel(Side met, Side unmet) {
    this.met = met;
    this.unmet = unmet;
  }

  /**
   * Returns the strata, which share the arrays.
   *
   * @param met number of visits that had met the touchpoint, by stratum
   * @param metForward number of those that moved forward
   * @param unmet number of visits that had not met it
   * @param unmetForward number of those that moved forward
   */
  static MantelHaenszel of(long[] met, long[] metForward, long[] unmet, long[] unmetForward) {
    checkPart("met", metForward, met, met.length);
    checkPart("unmet", unmetForward, unmet, met.length);
    return new MantelHaenszel(new Side(met, metForward), new Side(unmet, unmetForward));
  }

  private static void checkPart(String name, long[] forward, long[] sizes, int length) {
    CountCheck.check(name, sizes, length);
    CountCheck.check(name + " forward", forward, length);
    for (int i = 0; i < length; i++) {
      if (forward[i] > sizes[i]) {
        throw new IllegalArgumentException(
            "%s: %d of %d moved forward in stratum %d".formatted(name, forward[i], sizes[i], i));
      }
    }
  }

  /**
   * Returns the effect; empty if it has no variance: without two sides, or where all ended alike.
   */
  Optional<Effect> effect(double variance, long visitsMet, long visitsUnmet) {
    return variance > 0
        ? Optional.of(new Effect(difference(), Math.sqrt(variance), visitsMet, visitsUnmet))
        : Optional.empty();
  }

  /** Returns the weighted mean of the strata's differences; NaN if no stratum has both sides. */
  double difference() {
    double sum = 0;
    for (int i = 0; i < strata(); i++) {
      if (hasBoth(i)) {
        sum += weight(i) * (met.share(i) - unmet.share(i));
      }
    }
    return sum / weight();
  }

  /** Returns Sato's variance; 0 if no stratum has both sides. */
  double variance() {
    double p = 0;
    double q = 0;
    for (int i = 0; i < strata(); i++) {
      if (hasBoth(i)) {
        double n1 = met.sizes[i];
        double n0 = unmet.sizes[i];
        double x1 = met.forward[i];
        double x0 = unmet.forward[i];
        p += (n1 * n1 * x0 - n0 * n0 * x1 + n1 * n0 * (n0 - n1) / 2) / (n1 + n0) / (n1 + n0);
        q += (x1 * (n0 - x0) + x0 * (n1 - x1)) / (n1 + n0) / 2;
      }
    }
    double weight = weight();
    return weight == 0 ? 0 : Math.max(0, (difference() * p + q) / weight / weight);
  }

  /** Returns how far one visit in a stratum moves the weighted sum of differences. */
  double influence(int stratum, boolean isMet, boolean isForward) {
    if (!hasBoth(stratum)) {
      return 0;
    }
    Side side = isMet ? met : unmet;
    double n = side.sizes[stratum];
    double residual = ((isForward ? 1 : 0) - side.share(stratum)) / n;
    double ofFew = n > 1 ? Math.sqrt(n / (n - 1)) : 1;
    return (isMet ? 1 : -1) * weight(stratum) * residual * ofFew;
  }

  /** Returns the sum of the weights of the strata. */
  double weight() {
    double sum = 0;
    for (int i = 0; i < strata(); i++) {
      sum += weight(i);
    }
    return sum;
  }

  private double weight(int stratum) {
    double n1 = met.sizes[stratum];
    double n0 = unmet.sizes[stratum];
    return hasBoth(stratum) ? n1 * n0 / (n1 + n0) : 0;
  }

  private boolean hasBoth(int stratum) {
    return met.sizes[stratum] > 0 && unmet.sizes[stratum] > 0;
  }

  private int strata() {
    return met.sizes.length;
  }
}
