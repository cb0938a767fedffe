package io.waymark.recount;

import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of a record, each under a name in words; counts of 0 are left out. */
final class FlatFigures {
  private final Map<String, Number> figures = new LinkedHashMap<>();

  private FlatFigures() {}

  /** Returns the figures of a record, apart from ways, of which not all are kept. */
  static Map<String, Number> of(MapRecord record) {
    FlatFigures flat = new FlatFigures();
    StageFigures stage = record.stageFigures();
    CellFigures cell = record.cellFigures();
    if (stage != null) {
      flat.count("here now", stage.hereNow());
      stage.windows().forEach((window, each) -> flat.stage(name(window) + ": ", each));
    }
    if (cell != null) {
      cell.windows().forEach((window, each) -> flat.cell(name(window) + ": ", each));
      cell.effects().forEach((window, each) -> flat.effect(name(window) + ": ", each));
    }
    return flat.figures;
  }

  static String name(Window window) {
    return window.name().toLowerCase(Locale.ROOT);
  }

  static String name(CellName cell) {
    return cell.type() + " on " + cell.channel() + " in " + cell.stage();
  }

  static String name(SegmentFigures.Way way) {
    CellName from = way.from();
    CellName to = way.to();
    return "from "
        + (from == null ? "the start" : name(from))
        + " to "
        + (to == null ? "the loss" : name(to));
  }

  private void stage(String window, StageWindow each) {
    count(window + "in", each.in());
    ends(window, each.forward(), each.skip(), each.back(), each.lost());
    count(window + "still here", each.stillHere());
    count(window + "returned", each.returned());
    Moves moved = each.moved();
    ends(window + "moved ", moved.forward(), moved.skip(), moved.back(), moved.lost());
    count(window + "horizon in ms", each.horizonMillis());
    estimate(window + "progress", each.progress());
    estimate(window + "drop-off", each.dropOff());
    if (each.dropOffMillis() != null) {
      count(window + "drop-off in ms", each.dropOffMillis());
    }
    Dwell dwell = each.dwell();
    if (dwell != null) {
      dwell(window + "dwell ", dwell);
    }
    each.deviations().forEach((name, visits) -> count(window + name, visits));
    sentiments(window, each.measured(), each.inferred(), each.coverage());
    estimate(window + "trend", each.trend());
  }

  private void ends(String prefix, long forward, long skip, long back, long lost) {
    count(prefix + "forward", forward);
    count(prefix + "skip", skip);
    count(prefix + "back", back);
    count(prefix + "lost", lost);
  }

  private void dwell(String prefix, Dwell dwell) {
    time(prefix + "p50 in ms", dwell.p50Millis());
    time(prefix + "p50 in ms, lower bound", dwell.p50LowMillis());
    time(prefix + "p50 in ms, upper bound", dwell.p50HighMillis());
    time(prefix + "p90 in ms", dwell.p90Millis());
    time(prefix + "p90 in ms, lower bound", dwell.p90LowMillis());
    time(prefix + "p90 in ms, upper bound", dwell.p90HighMillis());
    count(prefix + "longest in ms", dwell.longestMillis());
    dwell
        .survival()
        .forEach(
            point -> {
              String name = prefix + "longer than " + Duration.ofMillis(point.ageMillis());
              figures.put(name, point.share());
              figures.put(name + ", lower bound", point.low());
              figures.put(name + ", upper bound", point.high());
            });
  }

  private void time(String name, @Nullable Long millis) {
    count(name, millis == null ? 0 : millis);
  }

  private void cell(String window, CellWindow each) {
    count(window + "touchpoints", each.touchpoints());
    count(window + "touchpoints before", each.touchpointsBefore());
    count(window + "customers", each.customers());
    count(window + "in", each.in());
    ends(window, each.forward(), each.skip(), each.back(), each.lost());
    count(window + "still here", each.stillHere());
    estimate(window + "goes on", each.goesOn());
    sentiments(window, each.measured(), each.inferred(), each.coverage());
    count(window + "lost at least", each.lostAtLeast());
    count(window + "won at least", each.wonAtLeast());
  }

  private void effect(String window, CellFigures.Effect each) {
    estimate(window + "effect", each.difference());
    estimate(window + "shrunk effect", each.shrunk());
    count(window + "compared with", each.with());
    count(window + "compared without", each.without());
  }

  private void sentiments(
      String window, @Nullable Estimate measured, @Nullable Estimate inferred, double coverage) {
    estimate(window + "measured sentiment", measured);
    estimate(window + "inferred sentiment", inferred);
    if (coverage != 0) {
      figures.put(window + "coverage", coverage);
    }
  }

  private void estimate(String name, @Nullable Estimate estimate) {
    if (estimate != null) {
      figures.put(name, estimate.value());
      figures.put(name + ", lower bound", estimate.low());
      figures.put(name + ", upper bound", estimate.high());
      count(name + ", n", estimate.n());
    }
  }

  private void count(String name, long count) {
    if (count != 0) {
      figures.put(name, count);
    }
  }
}
