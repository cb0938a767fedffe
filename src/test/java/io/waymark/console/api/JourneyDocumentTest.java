package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapSamples;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JourneyDocumentTest {
  private static final CellName SEARCH = new CellName("awareness", "web", "Search");
  private static final CellName VIEW = new CellName("awareness", "web", "View");
  private static final Estimate MEASURED = new Estimate(0.4, 0.3, 0.5, 12);

  private static final MapRecord STAGE =
      MapRecord.ofStage(
          "all",
          "awareness",
          5_000,
          new StageFigures(
              0, 7, Map.of(Window.WEEK, MapSamples.sums(1), Window.ALL, MapSamples.sums(2))));

  private static final MapRecord CELL =
      MapRecord.ofCell(
          "all",
          VIEW.stage(),
          VIEW.channel(),
          VIEW.type(),
          5_000,
          new CellFigures(
              Map.of(Window.HOUR, cell(1), Window.WEEK, cell(3), Window.ALL, cell(9)),
              Map.of(Window.MONTH, new Effect(MEASURED, null, 20, 30))));

  private static final MapRecord SEGMENT =
      MapRecord.ofSegment(
          "all",
          5_000,
          new SegmentFigures(
              List.of(
                  new Way(null, SEARCH, Map.of(Window.HOUR, 1L, Window.WEEK, 4L, Window.ALL, 9L)),
                  new Way(SEARCH, VIEW, Map.of(Window.ALL, 5L)),
                  new Way(VIEW, null, Map.of(Window.WEEK, 2L, Window.ALL, 3L))),
              Map.of(Window.WEEK, 1L, Window.ALL, 2L),
              List.of(new Removal(VIEW, Map.of(Window.MONTH, 0.2, Window.ALL, 0.3)))));

  private static final MapCut CUT =
      new MapCut(
          5_000, List.of(STAGE, CELL, SEGMENT, MapSamples.stage("new", "awareness", 0, 5_000, 3)));

  @ParameterizedTest
  @EnumSource(Window.class)
  void hasTheFormOfTheTopicWithoutTheOtherWindows(Window window) {
    String name = window.name().toLowerCase(Locale.ROOT);

    JourneyDocument document = JourneyDocument.of(CUT, 1, "all", name);

    assertThat(document.records().keySet()).containsExactly(STAGE.key(), CELL.key(), SEGMENT.key());
    for (MapRecord record : List.of(STAGE, CELL, SEGMENT)) {
      assertThat(document.records().get(record.key())).isEqualTo(narrowed(record, name));
    }
  }

  @Test
  void holdsOneSegment() {
    assertThat(JourneyDocument.of(CUT, 1, "new", "all").records()).hasSize(1);
    assertThat(JourneyDocument.of(CUT, 1, "gold", "all").records()).isEmpty();
  }

  /** Takes other windows out of what the topic has. */
  private static ObjectNode narrowed(MapRecord record, String window) {
    ObjectNode json =
        (ObjectNode)
            Json.document(
                new String(Topics.JOURNEY_MAP.document().write(record, 0), StandardCharsets.UTF_8));
    retain(json.path("stageFigures").path("windows"), window);
    retain(json.path("cellFigures").path("windows"), window);
    retain(json.path("segmentFigures").path("otherWays"), window);
    if (json.path("segmentFigures").path("ways") instanceof ArrayNode ways) {
      for (int i = ways.size() - 1; i >= 0; i--) {
        retain(ways.path(i).path("steps"), window);
        if (ways.path(i).path("steps").isEmpty()) {
          ways.remove(i);
        }
      }
    }
    return json;
  }

  private static void retain(JsonNode byWindow, String window) {
    if (byWindow instanceof ObjectNode object) {
      object.retain(window);
    }
  }

  private static CellWindow cell(long times) {
    return new CellWindow(
        310 * times, 0, 98, 90, 20, 1, 2, 60, 7, MEASURED, MEASURED, null, 0.0645, 0, 0);
  }
}
