package io.waymark.console.api;

import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.CutReader;
import io.waymark.wire.MapCut;
import java.util.Map;
import java.util.Optional;

/** Small cuts of the journey map. */
final class Cuts {
  private Cuts() {}

  /** Returns a cut in which so many entered a stage, in each window. */
  static Optional<MapCut> of(long in, long asOfMillis) {
    StageWindow window =
        new StageWindow(
            in,
            0,
            0,
            0,
            0,
            in,
            0,
            new Moves(0, 0, 0, 0),
            1_000,
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            0,
            null);
    CutReader reader = new CutReader();
    reader.add(
        MapRecord.ofStage(
            MapRecord.EVERYBODY,
            "purchase",
            asOfMillis,
            new StageFigures(0, in, Map.of(Window.DAY, window, Window.WEEK, window))));
    reader.add(MapRecord.closing(asOfMillis, new CutFigures(1)));
    return reader.cut();
  }
}
