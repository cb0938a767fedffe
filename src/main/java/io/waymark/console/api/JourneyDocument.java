package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.CellFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.StageFigures;
import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One segment and window of a cut, in the form of the topic: figures of other windows are left out,
 * the effects and the removals are whole.
 *
 * @param cut that it is a part of
 * @param number of the cut, by which cuts differ that are true at the same time; 0 for a kept one
 * @param records by key, in the order of the cut
 */
record JourneyDocument(MapCut cut, long number, Map<String, ObjectNode> records) {
  JourneyDocument {
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
  }

  static JourneyDocument of(MapCut cut, long number, String segment, String window) {
    Map<String, ObjectNode> records = new LinkedHashMap<>();
    Window shown = Journeys.window(window);
    for (MapRecord record : cut.records()) {
      if (segment.equals(record.segment())) {
        byte[] json =
            Topics.JOURNEY_MAP.document().write(narrowed(record, shown), cut.asOfMillis());
        records.put(
            record.key(), (ObjectNode) Json.document(new String(json, StandardCharsets.UTF_8)));
      }
    }
    return new JourneyDocument(cut, number, records);
  }

  long asOfMillis() {
    return cut.asOfMillis();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("asOf", Json.iso(asOfMillis()));
    ArrayNode array = json.putArray("records");
    records.values().forEach(array::add);
    return json;
  }

  /** Returns the figures of stages and cells without the ways between them. */
  ObjectNode figures() {
    ObjectNode json = Json.object().put("asOf", Json.iso(asOfMillis()));
    ArrayNode array = json.putArray("records");
    records.values().stream().filter(each -> !each.has("segmentFigures")).forEach(array::add);
    return json;
  }

  /** Leaves out what the window does not show before anything is written: that is most of it. */
  private static MapRecord narrowed(MapRecord record, Window window) {
    StageFigures stage = record.stageFigures();
    CellFigures cell = record.cellFigures();
    SegmentFigures segment = record.segmentFigures();
    return new MapRecord(
        record.segment(),
        record.stage(),
        record.channel(),
        record.type(),
        record.asOfMillis(),
        stage == null
            ? null
            : new StageFigures(stage.rank(), stage.hereNow(), only(stage.windows(), window)),
        cell == null ? null : new CellFigures(only(cell.windows(), window), cell.effects()),
        segment == null ? null : narrowed(segment, window),
        record.closing(),
        record.mapBeganMillis());
  }

  /** Returns the ways that somebody went in a window. */
  private static SegmentFigures narrowed(SegmentFigures segment, Window window) {
    return new SegmentFigures(
        segment.ways().stream()
            .filter(way -> way.steps().containsKey(window))
            .map(way -> new Way(way.from(), way.to(), only(way.steps(), window)))
            .toList(),
        only(segment.otherWays(), window),
        segment.removals());
  }

  private static <T> Map<Window, T> only(Map<Window, T> byWindow, Window window) {
    T value = byWindow.get(window);
    return value == null ? Map.of() : Map.of(window, value);
  }
}
