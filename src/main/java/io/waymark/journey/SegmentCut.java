package io.waymark.journey;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Stage;
import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the records of one segment. */
final class SegmentCut {
  private static final Window[] WINDOWS = Window.values();

  private final JourneyMap map;
  private final Lifecycle lifecycle;

  SegmentCut(JourneyMap map, Lifecycle lifecycle) {
    this.map = map;
    this.lifecycle = lifecycle;
  }

  void records(String segment, long asOfMillis, Consumer<MapRecord> out) {
    Map<String, MapPart> parts = map.stages(segment);
    Findings findings = Findings.of(parts, map::other, Minutes.of(asOfMillis));
    List<Stage> stages = lifecycle.stages();
    Map<String, MapPart> removed = new LinkedHashMap<>(parts);
    for (int rank = 0; rank < stages.size(); rank++) {
      Stage stage = stages.get(rank);
      MapPart part = removed.remove(stage.name());
      if (part != null) {
        out.accept(stage(segment, stage, part, rank, asOfMillis));
        cells(segment, stage.name(), part, findings, asOfMillis, out);
      }
    }
    // Visits to a stage that the lifecycle no longer has are counted out when their customers come,
    // and its records on the topic would else show them for ever.
    removed.forEach(
        (stage, part) -> {
          out.accept(stage(segment, Stage.removed(stage), part, stages.size(), asOfMillis));
          cells(segment, stage, part, findings, asOfMillis, out);
        });
    out.accept(
        MapRecord.ofSegment(
            segment, asOfMillis, new WaysCut(map, lifecycle).figures(parts, asOfMillis)));
  }

  private static MapRecord stage(
      String segment, Stage stage, MapPart part, int rank, long asOfMillis) {
    Map<Window, StageWindow> windows = new EnumMap<>(Window.class);
    for (Window window : WINDOWS) {
      try {
        windows.put(
            window,
            StageSums.of(part, window, asOfMillis)
                .figures(stage.horizonMillis(), stage.lostMillis()));
      } catch (IllegalArgumentException e) {
        throw impossible("stage " + stage.name() + " of segment " + segment, window, e);
      }
    }
    return MapRecord.ofStage(
        segment,
        stage.name(),
        asOfMillis,
        new StageFigures(rank, part.stage.all(Measure.OPEN), windows));
  }

  private static ImpossibleCountsException impossible(
      String place, Window window, IllegalArgumentException e) {
    return new ImpossibleCountsException(
        place + ", window " + window.name().toLowerCase(Locale.ROOT), e);
  }

  private void cells(
      String segment,
      String stage,
      MapPart part,
      Findings findings,
      long asOfMillis,
      Consumer<MapRecord> out) {
    part.cells.forEach(
        (id, rings) -> {
          Cell cell = map.cell(id);
          Map<Window, CellWindow> windows = new EnumMap<>(Window.class);
          for (Window window : WINDOWS) {
            try {
              windows.put(
                  window,
                  new CellSums(rings, window, Minutes.of(asOfMillis))
                      .figures(findings.find(window, stage, id)));
            } catch (IllegalArgumentException e) {
              throw impossible(cell + " of segment " + segment, window, e);
            }
          }
          CellFigures figures = new CellFigures(windows, findings.effects(stage, id));
          out.accept(
              MapRecord.ofCell(segment, stage, cell.channel(), cell.type(), asOfMillis, figures));
        });
  }
}
