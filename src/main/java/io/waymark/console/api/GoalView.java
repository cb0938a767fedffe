package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.journey.GoalChain;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Stage;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.Window;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The goal on which removal effects are. For the lifecycle's own goal they are on the topic; for
 * another stage they are computed from the ways that are published, at most 500.
 */
final class GoalView {
  private final Lifecycle lifecycle;

  GoalView(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** Reads the goal that is asked for. */
  String goal(Call call) throws AnswerException {
    String goal = call.query("goal", lifecycle.goal());
    if (!stages().contains(goal)) {
      throw AnswerException.malformed(
          "goal", "there is no stage '" + goal + "'", "ask for one of " + stages());
    }
    return goal;
  }

  private List<String> stages() {
    return lifecycle.stages().stream().map(Stage::name).toList();
  }

  /** Writes the goal, its choices and the map with the effects on it. */
  void write(ObjectNode json, String goal, Journeys.Key key, JourneyDocument document) {
    json.put("goal", goal);
    ArrayNode goals = json.putArray("goals");
    stages().forEach(goals::add);
    ObjectNode map = document.json();
    json.set("map", map);
    if (!goal.equals(lifecycle.goal())) {
      document.cut().records().stream()
          .filter(record -> key.segment().equals(record.segment()))
          .map(record -> record.segmentFigures())
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(figures -> writeOther(json, (ArrayNode) map.path("records"), figures, goal));
    }
  }

  private static void writeOther(
      ObjectNode json, ArrayNode records, SegmentFigures figures, String goal) {
    json.put("goalCovers", covered(figures));
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      if (record.has("segmentFigures")) {
        ObjectNode copy = record.deepCopy();
        ObjectNode own = (ObjectNode) copy.path("segmentFigures");
        Json.array(own, "removals", GoalChain.removals(figures.ways(), goal), GoalView::removal);
        records.set(i, copy);
      }
    }
  }

  /** Returns the share of all steps that are on published ways. */
  private static double covered(SegmentFigures figures) {
    long steps =
        figures.ways().stream().mapToLong(way -> way.steps().getOrDefault(Window.ALL, 0L)).sum();
    long others = figures.otherWays().getOrDefault(Window.ALL, 0L);
    return others == 0 ? 1 : (double) steps / (steps + others);
  }

  private static ObjectNode removal(Removal removal) {
    ObjectNode json = Json.object();
    CellName cell = removal.cell();
    json.putObject("cell")
        .put("stage", cell.stage())
        .put("channel", cell.channel())
        .put("type", cell.type());
    ObjectNode shares = json.putObject("shares");
    removal
        .shares()
        .forEach((window, share) -> shares.put(window.name().toLowerCase(Locale.ROOT), share));
    return json;
  }
}
