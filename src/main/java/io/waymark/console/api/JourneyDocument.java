package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.MapRecord;
import io.waymark.wire.MapCut;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
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
    for (MapRecord record : cut.records()) {
      if (segment.equals(record.segment())) {
        byte[] json = Topics.JOURNEY_MAP.document().write(record, cut.asOfMillis());
        ObjectNode node = (ObjectNode) Json.document(new String(json, StandardCharsets.UTF_8));
        narrow(node, window);
        records.put(record.key(), node);
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

  private static void narrow(ObjectNode record, String window) {
    retain(record.path("stageFigures").path("windows"), window);
    retain(record.path("cellFigures").path("windows"), window);
    JsonNode segment = record.path("segmentFigures");
    retain(segment.path("otherWays"), window);
    for (JsonNode way : segment.path("ways")) {
      retain(way.path("steps"), window);
    }
    removeEmpty(segment.path("ways"));
  }

  private static void retain(JsonNode byWindow, String window) {
    if (byWindow instanceof ObjectNode object) {
      object.retain(window);
    }
  }

  /** Removes ways that nobody went in the window. */
  private static void removeEmpty(JsonNode ways) {
    if (ways instanceof ArrayNode array) {
      for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
        if (each.next().path("steps").isEmpty()) {
          each.remove();
        }
      }
    }
  }
}
