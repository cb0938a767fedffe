package io.waymark.wire;

import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.CellFigures.Effect;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records of the journey map, in the window of all time. */
public final class MapSamples {
  private static final Estimate MEASURED = new Estimate(-0.4, -0.6, -0.2, 12);

  private MapSamples() {}

  /** Returns a stage with 120 visits. */
  public static MapRecord stage(
      String segment, String stage, int rank, long asOfMillis, long hereNow) {
    return stage(segment, stage, rank, asOfMillis, hereNow, sums(1));
  }

  public static MapRecord stage(
      String segment, String stage, int rank, long asOfMillis, long hereNow, StageWindow all) {
    return MapRecord.ofStage(
        segment, stage, asOfMillis, new StageFigures(rank, hereNow, Map.of(Window.ALL, all)));
  }

  /** Returns the sums of 120 visits, so many times. */
  public static StageWindow sums(long times) {
    return new StageWindow(
        120 * times,
        60 * times,
        5 * times,
        3 * times,
        40 * times,
        12 * times,
        2 * times,
        new Moves(58 * times, 5 * times, 3 * times, 38 * times),
        259_200_000,
        new Estimate(0.54, 0.45, 0.63, 120 * times),
        new Estimate(0.31, 0.23, 0.4, 120 * times),
        288_000_000L,
        new Dwell(5_400_000L, 3_600_000L, 7_200_000L, null, null, null, 1_036_800_000, List.of()),
        Map.of("late", 9L, "missing", 4L),
        null,
        null,
        0,
        null);
  }

  /** Returns a cell that 98 customers met, at least 17 of whom were lost by it. */
  public static MapRecord cell(
      String segment, String stage, String channel, String type, long asOfMillis) {
    return cell(
        segment, stage, channel, type, asOfMillis, new Estimate(0.2333, 0.158, 0.331, 90), 17, 0);
  }

  public static MapRecord cell(
      String segment,
      String stage,
      String channel,
      String type,
      long asOfMillis,
      Estimate goesOn,
      long lost,
      long won) {
    CellWindow all =
        new CellWindow(310, 0, 98, 90, 20, 1, 2, 60, 7, goesOn, MEASURED, null, 0.0645, lost, won);
    int sign = won > 0 ? 1 : -1;
    double low = Math.min(sign * 0.38, sign * 0.18);
    Effect effect =
        new Effect(
            new Estimate(sign * 0.31, low - 0.04, low + 0.22, 90),
            new Estimate(sign * 0.28, low, low + 0.2, 90),
            90,
            410);
    return MapRecord.ofCell(
        segment,
        stage,
        channel,
        type,
        asOfMillis,
        new CellFigures(Map.of(Window.ALL, all), Map.of(Window.ALL, effect)));
  }

  /** Returns a segment with so many ways and cells, whose names are so long. */
  public static MapRecord segment(String segment, long asOfMillis, int count, int length) {
    List<CellName> cells =
        IntStream.range(0, count)
            .mapToObj(n -> new CellName("purchase", "w".repeat(length), n + "t".repeat(length)))
            .toList();
    return MapRecord.ofSegment(
        segment,
        asOfMillis,
        new SegmentFigures(
            cells.stream().map(to -> new Way(cells.get(0), to, Map.of(Window.ALL, 7L))).toList(),
            Map.of(Window.ALL, 3L),
            cells.stream().map(cell -> new Removal(cell, Map.of(Window.ALL, 0.5))).toList()));
  }
}
