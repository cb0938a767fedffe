package io.waymark.recount;

import io.waymark.model.Estimate;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** The formulas for shares and means, each with its 95% interval. */
final class Formulas {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** The distance that a normal number exceeds in 2.5 of 100 cases. */
  static final double Z = NORMAL.inverseSurvivalProbability(0.025);

  private Formulas() {}

  /** Returns the probability of a number at least as far from 0. */
  static double twoSidedP(double z) {
    return 2 * NORMAL.survivalProbability(Math.abs(z));
  }

  static Estimate normal(double value, double standardError, long n) {
    return new Estimate(value, value - Z * standardError, value + Z * standardError, n);
  }

  /** Returns a share by Wilson's formula; null of nothing. */
  static @Nullable Estimate share(long hits, long total) {
    double part = hits;
    double all = total;
    return total == 0 ? null : wilson(part, all, total);
  }

  /** Returns the share of numbers that may be fractions. */
  static Estimate wilson(double hits, double total, long n) {
    double p = hits / total;
    double center = (p + Z * Z / (2 * total)) / (1 + Z * Z / total);
    double half =
        Z * Math.sqrt(p * (1 - p) / total + Z * Z / (4 * total * total)) / (1 + Z * Z / total);
    return new Estimate(p, clamp(center - half, 0, p), clamp(center + half, p, 1), n);
  }

  /** Returns the difference of two shares by Newcombe's formula; null where either is unknown. */
  static @Nullable Estimate difference(@Nullable Estimate a, @Nullable Estimate b) {
    if (a == null || b == null) {
      return null;
    }
    double difference = a.value() - b.value();
    double below = Math.sqrt(square(a.value() - a.low()) + square(b.high() - b.value()));
    double above = Math.sqrt(square(a.high() - a.value()) + square(b.value() - b.low()));
    return new Estimate(difference, difference - below, difference + above, a.n());
  }

  /**
   * Returns the mean of millionths by Student's formula; null for fewer than two. The square of
   * each is rounded to billionths, as the map adds it up.
   */
  static @Nullable Estimate mean(List<Long> micros) {
    int n = micros.size();
    if (n < 2) {
      return null;
    }
    double sum = micros.stream().mapToLong(Long::longValue).sum() / 1e6;
    double squares =
        micros.stream().mapToLong(each -> Math.floorDiv(each * each + 500, 1_000L)).sum() / 1e9;
    double variance = Math.max(0, squares - sum * sum / n) / (n - 1);
    double half =
        TDistribution.of(n - 1).inverseSurvivalProbability(0.025) * Math.sqrt(variance / n);
    return new Estimate(sum / n, sum / n - half, sum / n + half, n);
  }

  /** Returns a probability whose interval is normal on the scale of log(-log p). */
  static Estimate logLog(double p, double standardError, long n) {
    double error = Z * standardError / (p * -Math.log(p));
    return new Estimate(
        p,
        clamp(Math.pow(p, Math.exp(error)), 0, p),
        clamp(Math.pow(p, Math.exp(-error)), p, 1),
        n);
  }

  static double square(double value) {
    return value * value;
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
