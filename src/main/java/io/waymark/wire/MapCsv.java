package io.waymark.wire;

import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cut as a table by RFC 4180: a row for each stage and each cell, in each segment and window.
 * What a stage does not have is empty in its rows, and likewise for a cell; an estimate takes four
 * columns, its value, the ends of its interval and its n.
 */
public final class MapCsv {
  /** The columns, in their order. */
  public static final List<String> COLUMNS =
      Stream.of(
              Stream.of("as_of", "segment", "stage", "channel", "type", "window", "here_now"),
              Stream.of("touchpoints", "touchpoints_before", "customers"),
              Stream.of("in", "forward", "skip", "back", "lost", "still_here", "returned"),
              Stream.of("moved_forward", "moved_skip", "moved_back", "moved_lost"),
              Stream.of("horizon_seconds", "drop_off_seconds"),
              Stream.of("dwell_p50", "dwell_p90")
                  .flatMap(
                      name ->
                          Stream.of(
                              name + "_seconds", name + "_low_seconds", name + "_high_seconds")),
              Stream.of("dwell_longest_seconds"),
              Stream.of("progress", "drop_off", "goes_on", "measured", "inferred", "trend")
                  .flatMap(MapCsv::estimate),
              Stream.of("coverage", "deviations", "lost_at_least", "won_at_least"),
              estimate("effect"),
              Stream.of("effect_without_n"),
              estimate("effect_shrunk"))
          .flatMap(columns -> columns)
          .toList();

  private static final double MILLIS = 1e3;

  private final Map<String, String> row = new LinkedHashMap<>();
  private final MapCut cut;

  private MapCsv(MapCut cut) {
    this.cut = cut;
  }

  /** Writes the header; a cut is written after it. */
  public static void writeHeader(Appendable out) throws IOException {
    out.append(String.join(",", COLUMNS)).append("\r\n");
  }

  /** Writes a row for each stage, cell and window of a cut. */
  public static void write(MapCut cut, Appendable out) throws IOException {
    MapCsv csv = new MapCsv(cut);
    for (MapRecord record : cut.records()) {
      for (Window window : Window.values()) {
        if (csv.fill(record, window)) {
          csv.write(out);
        }
      }
    }
  }

  private static Stream<String> estimate(String name) {
    return Stream.of(name, name + "_low", name + "_high", name + "_n");
  }

  /** Fills the row; returns false where the record has none in the window. */
  private boolean fill(MapRecord record, Window window) {
    row.clear();
    put("as_of", Fields.iso(cut.asOfMillis()));
    put("segment", record.segment());
    put("stage", record.stage());
    put("channel", record.channel());
    put("type", record.type());
    put("window", window.name().toLowerCase(Locale.ROOT));
    StageFigures stage = record.stageFigures();
    if (stage != null && stage.windows().containsKey(window)) {
      put("here_now", stage.hereNow());
      put(stage.windows().get(window));
      return true;
    }
    CellFigures cell = record.cellFigures();
    if (cell != null && cell.windows().containsKey(window)) {
      put(cell.windows().get(window));
      put(cell.effects().get(window));
      return true;
    }
    return false;
  }

  private void put(StageWindow stage) {
    putEnds(stage.in(), stage.forward(), stage.skip(), stage.back(), stage.lost());
    put("still_here", stage.stillHere());
    put("returned", stage.returned());
    put("moved_forward", stage.moved().forward());
    put("moved_skip", stage.moved().skip());
    put("moved_back", stage.moved().back());
    put("moved_lost", stage.moved().lost());
    put("horizon_seconds", stage.horizonMillis() / MILLIS);
    putSeconds("drop_off_seconds", stage.dropOffMillis());
    putDwell(stage.dwell());
    put("progress", stage.progress());
    put("drop_off", stage.dropOff());
    put("trend", stage.trend());
    put("deviations", deviations(stage.deviations()));
    putSentiment(stage.measured(), stage.inferred(), stage.coverage());
  }

  private void put(CellWindow cell) {
    put("touchpoints", cell.touchpoints());
    put("touchpoints_before", cell.touchpointsBefore());
    put("customers", cell.customers());
    putEnds(cell.in(), cell.forward(), cell.skip(), cell.back(), cell.lost());
    put("still_here", cell.stillHere());
    put("goes_on", cell.goesOn());
    put("lost_at_least", cell.lostAtLeast());
    put("won_at_least", cell.wonAtLeast());
    putSentiment(cell.measured(), cell.inferred(), cell.coverage());
  }

  private void put(CellFigures.@Nullable Effect effect) {
    if (effect != null) {
      put("effect", effect.difference());
      put("effect_without_n", effect.without());
      put("effect_shrunk", effect.shrunk());
    }
  }

  private void putEnds(long in, long forward, long skip, long back, long lost) {
    put("in", in);
    put("forward", forward);
    put("skip", skip);
    put("back", back);
    put("lost", lost);
  }

  private void putDwell(@Nullable Dwell dwell) {
    if (dwell != null) {
      putSeconds("dwell_p50_seconds", dwell.p50Millis());
      putSeconds("dwell_p50_low_seconds", dwell.p50LowMillis());
      putSeconds("dwell_p50_high_seconds", dwell.p50HighMillis());
      putSeconds("dwell_p90_seconds", dwell.p90Millis());
      putSeconds("dwell_p90_low_seconds", dwell.p90LowMillis());
      putSeconds("dwell_p90_high_seconds", dwell.p90HighMillis());
      put("dwell_longest_seconds", dwell.longestMillis() / MILLIS);
    }
  }

  private void putSeconds(String name, @Nullable Long millis) {
    put(name, millis == null ? null : millis / MILLIS);
  }

  private void putSentiment(
      @Nullable Estimate measured, @Nullable Estimate inferred, double coverage) {
    put("measured", measured);
    put("inferred", inferred);
    put("coverage", coverage);
  }

  private void put(String name, @Nullable Estimate estimate) {
    if (estimate != null) {
      put(name, estimate.value());
      put(name + "_low", estimate.low());
      put(name + "_high", estimate.high());
      put(name + "_n", estimate.n());
    }
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      row.put(name, value.toString());
    }
  }

  private static String deviations(Map<String, Long> deviations) {
    return new TreeMap<>(deviations)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
  }

  private void write(Appendable out) throws IOException {
    String before = "";
    for (String column : COLUMNS) {
      out.append(before).append(quoted(row.getOrDefault(column, "")));
      before = ",";
    }
    out.append("\r\n");
  }

  private static String quoted(String value) {
    return value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + value.replace("\"", "\"\"") + "\""
        : value;
  }
}
