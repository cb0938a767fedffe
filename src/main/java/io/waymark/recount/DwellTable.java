package io.waymark.recount;

import io.waymark.model.Estimate;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.SurvivalPoint;
import io.waymark.recount.Facts.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A life table of visits, as the SAS/STAT User's Guide has it under "Computational Formulas" and
 * "Analysis of Competing-Risks Data" of LIFETEST. Rows are durations: up to 1 s, each next one 13%
 * longer, up to 90 d, and longer.
 */
final class DwellTable {
  private static final int ENDS = 127;
  private static final double ROUNDING = 1e-12;

  private static final long[] END_MILLIS =
      IntStream.range(0, ENDS)
          .mapToLong(row -> Math.round(1_000 * StrictMath.pow(90 * 24 * 3_600, row / 126.0)))
          .toArray();

  /** A visit and the row of its duration, or of its age. */
  private record Aged(Stay stay, int row) {}

  private final List<Aged> stays;

  /** The visits at risk in each row: those at least as old, less half of those still open there. */
  private final double[] atRisk = new double[ENDS];

  private final long[] ended = new long[ENDS];
  private final double[] survival = new double[ENDS];
  private final double[] greenwood = new double[ENDS];

  /** The number of rows that visits have come to. */
  private final int rows;

  DwellTable(List<Stay> stays, long asOfMillis) {
    this.stays = stays.stream().map(stay -> new Aged(stay, row(stay, asOfMillis))).toList();
    this.rows = Math.min(ENDS, this.stays.stream().mapToInt(Aged::row).max().orElse(-1) + 1);
    for (int row = 0; row < rows; row++) {
      ended[row] = endedIn(row, stay -> true);
      atRisk[row] = atLeast(row) - openIn(row) / 2.0;
      boolean allEnd = ended[row] == atRisk[row];
      survival[row] = allEnd ? 0 : before(row) * (1 - ended[row] / atRisk[row]);
      greenwood[row] =
          (row == 0 ? 0 : greenwood[row - 1])
              + (allEnd ? 0 : ended[row] / (atRisk[row] * (atRisk[row] - ended[row])));
    }
  }

  private static int row(Stay stay, long asOfMillis) {
    long millis =
        stay.end() == null
            ? ageMillis(stay, asOfMillis)
            : stay.endedMillis() - stay.enteredMillis();
    return (int) LongStream.of(END_MILLIS).filter(end -> end < millis).count();
  }

  /**
   * Returns the age of an open visit from the minute in which it began, if that is in this hour or
   * the one before, else from the hour, if in this day or the one before, else from the day.
   */
  private static long ageMillis(Stay stay, long asOfMillis) {
    long entered = stay.enteredMillis();
    long unit =
        entered >= Span.begin(Span.HOUR, asOfMillis) - Span.HOUR
            ? Span.MINUTE
            : entered >= Span.begin(Span.DAY, asOfMillis) - Span.DAY ? Span.HOUR : Span.DAY;
    return asOfMillis - Span.begin(unit, entered);
  }

  private long endedIn(int row, Predicate<Stay> kind) {
    return stays.stream()
        .filter(each -> each.row() == row && each.stay().end() != null && kind.test(each.stay()))
        .count();
  }

  private long openIn(int row) {
    return stays.stream().filter(each -> each.row() == row && each.stay().end() == null).count();
  }

  private long atLeast(int row) {
    return stays.stream().filter(each -> each.row() >= row).count();
  }

  private double before(int row) {
    return row == 0 ? 1 : survival[row - 1];
  }

  /** Returns the longest duration of the first rows; 0 of none. */
  static long longestMillis(int rows) {
    return rows == 0 ? 0 : END_MILLIS[rows - 1];
  }

  /** Returns how many rows end by a horizon, as far as visits have come, and at least one. */
  int rowsWithin(long horizonMillis) {
    int within = 0;
    while (within < rows && END_MILLIS[within] <= horizonMillis) {
      within++;
    }
    return rows == 0 ? 0 : Math.max(1, within);
  }

  /** Returns how many rows begin before a duration, as far as visits have come. */
  int rowsUpTo(long millis) {
    int upTo = 0;
    while (upTo < rows && longestMillis(upTo) < millis) {
      upTo++;
    }
    return upTo;
  }

  /** Returns the share of visits that ended in a way within the first rows. */
  @Nullable Estimate incidence(Predicate<Stay> kind, int within, long n) {
    if (within == 0) {
      return null;
    }
    long[] ends = new long[within];
    double[] incidence = new double[within];
    double total = 0;
    double known = stays.size();
    for (int row = 0; row < within; row++) {
      ends[row] = endedIn(row, kind);
      total += before(row) * ends[row] / atRisk[row];
      incidence[row] = total;
      known -= openIn(row);
    }
    if (total == 0 || total >= 1 - ROUNDING) {
      return known == 0
          ? new Estimate(0, 0, 1, n)
          : Formulas.wilson(total == 0 ? 0 : known, known, n);
    }
    return Formulas.logLog(total, Math.sqrt(variance(ends, incidence)), n);
  }

  /**
   * Returns the variance of a cumulative incidence by the delta method of Marubini and Valsecchi.
   */
  private double variance(long[] ends, double[] incidence) {
    double total = incidence[incidence.length - 1];
    double sum = 0;
    for (int row = 0; row < ends.length; row++) {
      double n = atRisk[row];
      double d = ended[row];
      double k = ends[row];
      double rest = total - incidence[row];
      sum += d < n ? rest * rest * d / (n * (n - d)) : 0;
      sum += Formulas.square(before(row)) * (n - k) / n * k / n / n;
      sum -= 2 * rest * before(row) * k / n / n;
    }
    return Math.max(0, sum);
  }

  @Nullable Dwell dwell() {
    if (rows == 0) {
      return null;
    }
    List<SurvivalPoint> points = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (ended[row] > 0) {
        Estimate share = share(row);
        points.add(new SurvivalPoint(END_MILLIS[row], share.value(), share.low(), share.high()));
      }
    }
    return new Dwell(
        first(0.5, row -> survival[row]),
        first(0.5, row -> share(row).low()),
        first(0.5, row -> share(row).high()),
        first(0.9, row -> survival[row]),
        first(0.9, row -> share(row).low()),
        first(0.9, row -> share(row).high()),
        END_MILLIS[rows - 1],
        points);
  }

  /** Returns the first duration that at most a share of 1 - q outlasts; null for none. */
  private @Nullable Long first(double q, IntToDoubleFunction outlasts) {
    for (int row = 0; row < rows; row++) {
      if (outlasts.applyAsDouble(row) <= 1 - q + ROUNDING) {
        return END_MILLIS[row];
      }
    }
    return null;
  }

  /** Returns the share of visits that outlast a row. */
  private Estimate share(int row) {
    if (survival[row] == 1) {
      return Formulas.wilson(atRisk[row], atRisk[row], stays.size());
    }
    if (survival[row] == 0) {
      double before = row == 0 ? 1 : share(row - 1).high();
      double high = before * Formulas.wilson(0, atRisk[row], 0).high();
      return new Estimate(0, 0, high, stays.size());
    }
    double error = survival[row] * Math.sqrt(greenwood[row]);
    return Formulas.logLog(survival[row], error, stays.size());
  }
}
