package io.waymark.journey.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * How long visits last, from counts in buckets of duration: those that ended, by kind, and those
 * that were open when last seen, at their age then. The last bucket has no end; its visits count as
 * at risk in all the others.
 *
 * <p>A bucket's number at risk is n'_j = n_j - c_j / 2: open visits leave in its middle on average.
 * With d_j of them ending, survival to its end is S_j = S_(j-1) (1 - d_j / n'_j), the actuarial
 * form of Kaplan and Meier's estimate. Greenwood's formula gives its variance S^2 sum d / (n' (n' -
 * d)); the interval lies on the scale log(-log S), where it stays within 0 and 1. Sources: S. J.
 * Cutler and F. Ederer, J. Chronic Diseases 8 (1958) 699; J. D. Kalbfleisch and R. L. Prentice, The
 * Statistical Analysis of Failure Time Data (1980); "Computational Formulas" of the LIFETEST
 * procedure in the SAS/STAT User's Guide.
 *
 * <p>Where the formula has no interval, Wilson's stands in: of n' visits none ended so far, or of
 * n' visits all ended in this bucket. Past the largest age seen nothing is known, unless all ended
 * before.
 */
public final class LifeTable {
  /** A product that is equal on paper may be off by this much. */
  private static final double ROUNDING = 1e-12;

  private final long[][] ended;
  private final long[] censored;
  private final long visits;

  /** The rows by bucket, up to the last one with a visit at risk. */
  private final List<Row> rows = new ArrayList<>();

  private record Row(double atRisk, long ended, double before, double greenwood, Interval after) {}

  private LifeTable(long[][] ended, long[] censored) {
    this.ended = ended;
    this.censored = censored;
    long left = 0;
    for (int bucket = 0; bucket < censored.length; bucket++) {
      left += censored[bucket] + endedIn(bucket);
    }
    visits = left;
    double greenwood = 0;
    Interval survival = new Interval(1, 1, 1);
    for (int bucket = 0; bucket < censored.length - 1 && left > 0; bucket++) {
      long ends = endedIn(bucket);
      double atRisk = left - censored[bucket] / 2.0;
      double before = survival.value();
      greenwood += ends == 0 || ends == atRisk ? 0 : ends / (atRisk * (atRisk - ends));
      survival = survival(survival, atRisk, ends, greenwood);
      rows.add(new Row(atRisk, ends, before, greenwood, survival));
      left -= ends + censored[bucket];
    }
  }

  /**
   * Returns the table of visits.
   *
   * @param ended by kind, then by bucket
   * @param censored visits that were open when last seen, by the bucket of their age
   */
  public static LifeTable of(long[][] ended, long[] censored) {
    if (censored.length < 2) {
      throw new IllegalArgumentException("a life table needs two buckets or more");
    }
    CountCheck.check("censored", censored, censored.length);
    long[][] copy = new long[ended.length][];
    for (int kind = 0; kind < ended.length; kind++) {
      CountCheck.check("ended[" + kind + "]", ended[kind], censored.length);
      copy[kind] = ended[kind].clone();
    }
    return new LifeTable(copy, censored.clone());
  }

  /** Returns the number of visits in the table. */
  public long visits() {
    return visits;
  }

  /** Returns the bucket of the largest age seen, ended or open; empty if there is no visit. */
  public OptionalInt largestAge() {
    for (int bucket = censored.length - 1; bucket >= 0; bucket--) {
      if (censored[bucket] + endedIn(bucket) > 0) {
        return OptionalInt.of(bucket);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the probability that a visit outlasts a bucket; empty past the largest age. */
  public Optional<Interval> survival(int bucket) {
    checkHasEnd(bucket);
    return isKnown(bucket)
        ? Optional.of(rows.get(Math.min(bucket, rows.size() - 1)).after)
        : Optional.empty();
  }

  /** Returns Greenwood's variance of the survival to the end of a bucket. */
  double variance(int bucket) {
    Row row = rows.get(bucket);
    return row.after.value() * row.after.value() * row.greenwood;
  }

  /**
   * Returns a quantile: the first bucket that at most a share of 1 - q outlasts. The interval holds
   * the buckets where the survival's own interval crosses that share.
   *
   * <p>Source: R. Brookmeyer and J. Crowley, Biometrics 38 (1982) 29.
   *
   * @param q between 0 and 1: 0.5 for the median
   */
  public Quantile quantile(double q) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("a quantile must lie between 0 and 1, is " + q);
    }
    return new Quantile(
        firstAtMost(1 - q, bucket -> rows.get(bucket).after.value()),
        firstAtMost(1 - q, bucket -> rows.get(bucket).after.low()),
        firstAtMost(1 - q, bucket -> rows.get(bucket).after.high()));
  }

  /**
   * Returns the cumulative incidence of each kind of end at the end of the first buckets: CIF_k =
   * sum S_(j-1) d_kj / n'_j. Empty if the horizon lies past the largest age: ask with that age
   * instead.
   *
   * <p>Sources: O. Aalen and S. Johansen, Scandinavian J. of Statistics 5 (1978) 141. The variance
   * is by the delta method of E. Marubini and M. G. Valsecchi, Analysing Survival Data from
   * Clinical Trials (1995), the interval on the scale log(-log CIF): "Analysis of Competing-Risks
   * Data" of the LIFETEST procedure in the SAS/STAT User's Guide.
   *
   * @param buckets number of first buckets that lie before the horizon, at least 1
   */
  public Optional<Outcomes> outcomes(int buckets) {
    int last = buckets - 1;
    return survival(last)
        .map(
            survival -> {
              List<Interval> incidences = new ArrayList<>();
              for (int kind = 0; kind < ended.length; kind++) {
                incidences.add(incidence(kind, Math.min(last, rows.size() - 1)));
              }
              return new Outcomes(incidences, survival);
            });
  }

  private Interval incidence(int kind, int last) {
    double total = 0;
    for (int bucket = 0; bucket <= last; bucket++) {
      total += step(kind, bucket);
    }
    if (total == 0 || total >= 1 - ROUNDING) {
      double known = visits;
      for (int bucket = 0; bucket <= last; bucket++) {
        known -= censored[bucket];
      }
      return known == 0 ? new Interval(0, 0, 1) : Share.wilson(total == 0 ? 0 : known, known);
    }
    return logLog(total, Math.sqrt(incidenceVariance(kind, last, total)) / total);
  }

  private double step(int kind, int bucket) {
    Row row = rows.get(bucket);
    return row.before * ended[kind][bucket] / row.atRisk;
  }

  double incidenceVariance(int kind, int last, double total) {
    double variance = 0;
    double reached = 0;
    for (int bucket = 0; bucket <= last; bucket++) {
      Row row = rows.get(bucket);
      double n = row.atRisk;
      double ends = ended[kind][bucket];
      reached += step(kind, bucket);
      double rest = total - reached;
      double before = row.before;
      if (row.ended < n) {
        variance += rest * rest * row.ended / (n * (n - row.ended));
      }
      variance += before * before * (n - ends) * ends / (n * n * n);
      variance -= 2 * rest * before * ends / (n * n);
    }
    return Math.max(0, variance);
  }

  private static Interval survival(Interval last, double atRisk, long ends, double greenwood) {
    double value = ends == atRisk ? 0 : last.value() * (1 - ends / atRisk);
    if (value == 0) {
      double high = last.high() * Share.wilson(0, atRisk).high();
      return Interval.probability(0, 0, high);
    }
    return value == 1 ? Share.wilson(atRisk, atRisk) : logLog(value, Math.sqrt(greenwood));
  }

  /** Returns the interval of a probability on the scale log(-log p). */
  private static Interval logLog(double p, double relativeError) {
    double margin = Normal.Z95 * relativeError / Math.log(p);
    return Interval.probability(p, Math.pow(p, Math.exp(-margin)), Math.pow(p, Math.exp(margin)));
  }

  private OptionalInt firstAtMost(double share, IntToDoubleFunction survival) {
    for (int bucket = 0; bucket < rows.size(); bucket++) {
      if (survival.applyAsDouble(bucket) <= share + ROUNDING) {
        return OptionalInt.of(bucket);
      }
    }
    return OptionalInt.empty();
  }

  private boolean isKnown(int bucket) {
    return bucket < rows.size()
        || (!rows.isEmpty() && rows.get(rows.size() - 1).after.value() == 0);
  }

  private void checkHasEnd(int bucket) {
    if (bucket < 0 || bucket >= censored.length - 1) {
      throw new IllegalArgumentException(
          "buckets 0 to %d have an end, bucket %d has not".formatted(censored.length - 2, bucket));
    }
  }

  private long endedIn(int bucket) {
    long sum = 0;
    for (long[] kind : ended) {
      sum += kind[bucket];
    }
    return sum;
  }
}
