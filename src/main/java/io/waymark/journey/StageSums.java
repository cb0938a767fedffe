package io.waymark.journey;

import io.waymark.journey.estimate.DwellBuckets;
import io.waymark.journey.estimate.Interval;
import io.waymark.journey.estimate.LifeTable;
import io.waymark.journey.estimate.Outcomes;
import io.waymark.journey.estimate.Quantile;
import io.waymark.journey.estimate.Share;
import io.waymark.model.Estimate;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.StageFigures.SurvivalPoint;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of a stage in a window. */
final class StageSums {
  /** The kinds of ends that are told apart over time. */
  private static final int PROGRESS = 0;

  private static final int BACK = 1;
  private static final int LOST = 2;

  private final Counts sums;
  private final Counts before;

  /** The sums of all cells of the stage together. */
  private final Counts cells;

  /** Open visits by the bucket of their age. */
  private final long[] open;

  private StageSums(Counts sums, Counts before, Counts cells, long[] open) {
    this.sums = sums;
    this.before = before;
    this.cells = cells;
    this.open = open;
  }

  /**
   * Adds up a window.
   *
   * @param asOfMillis when it ends
   */
  static StageSums of(MapPart part, Window window, long asOfMillis) {
    long minute = Minutes.of(asOfMillis);
    Counts cells = new Counts();
    for (Rings cell : part.cells.values()) {
      cell.sums(window, minute).forEach(cells::add);
    }
    Counts sums = part.stage.sums(window, minute);
    return new StageSums(
        sums,
        part.stage.sumsBefore(window, minute),
        cells,
        open(part.stage, window, asOfMillis, sums.get(Measure.OPEN, Rings.ALL_TIME)));
  }

  /** Returns open visits by age; those that began before days are kept have the greatest. */
  private static long[] open(Rings stage, Window window, long asOfMillis, long all) {
    long[] open = new long[DwellBuckets.COUNT];
    open[DwellBuckets.COUNT - 1] = all;
    stage.openVisits(
        window,
        Minutes.of(asOfMillis),
        (began, visits) -> {
          open[DwellBuckets.of(Math.max(0, asOfMillis - began))] += visits;
          open[DwellBuckets.COUNT - 1] -= visits;
        });
    return open;
  }

  /**
   * Returns the figures.
   *
   * <p>A customer who falls silent is lost after the stage's lost time. So a visit that was lost
   * within horizon and lost time together had its last touchpoint within the horizon.
   *
   * @param lostMillis the silence after which a customer of the stage is lost
   */
  StageWindow figures(long horizonMillis, long lostMillis) {
    LifeTable table = LifeTable.of(ended(), open);
    int within = known(table, DwellBuckets.within(horizonMillis));
    int silent = known(table, DwellBuckets.of(horizonMillis + lostMillis) + 1);
    long silentMillis = endMillis(silent) - lostMillis;
    Optional<Outcomes> outcomes = within == 0 ? Optional.empty() : table.outcomes(within);
    long in = get(Measure.ENTERED);
    return new StageWindow(
        in,
        ended(VisitEnd.FORWARD),
        ended(VisitEnd.SKIP),
        ended(VisitEnd.BACK),
        ended(VisitEnd.LOST),
        get(Measure.OPEN),
        get(Measure.RETURNED),
        moves(sums),
        Math.min(horizonMillis, endMillis(within)),
        incidence(outcomes, PROGRESS, in),
        silentMillis > 0 ? incidence(table.outcomes(silent), LOST, in) : null,
        silentMillis > 0 ? (Long) silentMillis : null,
        dwell(table),
        deviations(),
        Figures.sentiment(cells, Measure.MEASURED),
        Figures.sentiment(cells, Measure.INFERRED),
        Figures.coverage(cells),
        trend());
  }

  /** Returns so many first buckets, at least one, or those up to the greatest age that is known. */
  private static int known(LifeTable table, int buckets) {
    OptionalInt oldest = table.largestAge();
    return oldest.isEmpty()
        ? 0
        : Math.min(Math.min(oldest.getAsInt() + 1, DwellBuckets.COUNT - 1), Math.max(1, buckets));
  }

  /** Returns the end of the first buckets; 0 of none. */
  private static long endMillis(int buckets) {
    return buckets == 0 ? 0 : DwellBuckets.endMillis(buckets - 1);
  }

  private static @Nullable Estimate incidence(Optional<Outcomes> outcomes, int kind, long n) {
    return outcomes.map(each -> Figures.of(each.incidences().get(kind), n)).orElse(null);
  }

  private long[][] ended() {
    long[][] ended = new long[LOST + 1][DwellBuckets.COUNT];
    for (VisitEnd end : VisitEnd.values()) {
      int kind =
          switch (end) {
            case FORWARD, SKIP -> PROGRESS;
            case BACK -> BACK;
            case LOST -> LOST;
          };
      for (int bucket = 0; bucket < DwellBuckets.COUNT; bucket++) {
        ended[kind][bucket] += get(Measure.ended(end, bucket));
      }
    }
    return ended;
  }

  private long ended(VisitEnd end) {
    long ended = 0;
    for (int bucket = 0; bucket < DwellBuckets.COUNT; bucket++) {
      ended += get(Measure.ended(end, bucket));
    }
    return ended;
  }

  private static Moves moves(Counts sums) {
    return new Moves(
        moved(sums, VisitEnd.FORWARD),
        moved(sums, VisitEnd.SKIP),
        moved(sums, VisitEnd.BACK),
        moved(sums, VisitEnd.LOST));
  }

  private static long moved(Counts sums, VisitEnd end) {
    return sums.get(Measure.moved(end), Rings.ALL_TIME);
  }

  private @Nullable Estimate trend() {
    Moves now = moves(sums);
    Moves then = moves(before);
    Optional<Interval> difference =
        new Share(now.progress(), now.all()).minus(new Share(then.progress(), then.all()));
    return Figures.of(difference, now.all());
  }

  private static @Nullable Dwell dwell(LifeTable table) {
    OptionalInt oldest = table.largestAge();
    if (oldest.isEmpty()) {
      return null;
    }
    List<SurvivalPoint> points = new ArrayList<>();
    double last = 1;
    int known = Math.min(oldest.getAsInt(), DwellBuckets.COUNT - 2);
    for (int bucket = 0; bucket <= known; bucket++) {
      Interval share = table.survival(bucket).orElse(null);
      if (share != null && share.value() != last) {
        last = share.value();
        points.add(
            new SurvivalPoint(DwellBuckets.endMillis(bucket), last, share.low(), share.high()));
      }
    }
    Quantile half = table.quantile(0.5);
    Quantile most = table.quantile(0.9);
    return new Dwell(
        endOf(half.bucket()),
        endOf(half.low()),
        endOf(half.high()),
        endOf(most.bucket()),
        endOf(most.low()),
        endOf(most.high()),
        DwellBuckets.endMillis(known),
        points);
  }

  private static @Nullable Long endOf(OptionalInt bucket) {
    return bucket.isEmpty() ? null : (Long) DwellBuckets.endMillis(bucket.getAsInt());
  }

  private Map<String, Long> deviations() {
    Map<String, Long> deviations = new TreeMap<>();
    for (Deviation deviation : Deviation.values()) {
      long visits = get(Measure.deviated(deviation));
      if (visits > 0) {
        deviations.put(deviation.name().toLowerCase(Locale.ROOT).replace('_', '-'), visits);
      }
    }
    return deviations;
  }

  private long get(int measure) {
    return sums.get(measure, Rings.ALL_TIME);
  }
}
