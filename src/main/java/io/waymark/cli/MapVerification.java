package io.waymark.cli;

import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
import io.waymark.recount.MapDifferences;
import io.waymark.recount.Recount;
import io.waymark.settings.Settings;
import io.waymark.wire.MapCut;
import java.util.ArrayList;
import java.util.List;

/** Holds a cut of the map against a plain batch reading of the touchpoints that it was made of. */
final class MapVerification {
  private static final int MOST_SHOWN = 50;

  private MapVerification() {}

  /** Returns the differences; empty where there is none. */
  static List<String> differences(MapCut cut, List<Touchpoint> history, Settings settings) {
    List<MapRecord> map = new ArrayList<>(cut.records());
    map.add(MapRecord.closing(cut.asOfMillis(), new CutFigures(map.size())));
    Recount.Counted recount =
        Recount.like(
            map,
            history,
            LifecycleReader.named(settings.lifecycle()),
            SegmentsReader.named(settings.segments()));
    return MapDifferences.of(map, recount);
  }

  /** Returns what is printed of differences. */
  static List<String> lines(MapCut cut, int touchpoints, List<String> differences) {
    String counted = "a recount of " + RuleTable.count(touchpoints, "touchpoint");
    if (differences.isEmpty()) {
      return List.of(
          "all "
              + RuleTable.count(cut.records().size(), "part")
              + " of the map are equal to "
              + counted
              + ": counts to the last digit, estimates to 1e-9");
    }
    List<String> lines = new ArrayList<>();
    differences.stream().limit(MOST_SHOWN).forEach(lines::add);
    if (differences.size() > MOST_SHOWN) {
      lines.add("and " + (differences.size() - MOST_SHOWN) + " more");
    }
    lines.add(
        "the map differs from "
            + counted
            + " in "
            + RuleTable.count(differences.size(), "figure")
            + "; it has to be of the same touchpoints, by the same lifecycle and segments, and none"
            + " of them may have been late");
    return lines;
  }
}
