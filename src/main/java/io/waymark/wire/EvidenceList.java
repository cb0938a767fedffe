package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Trigger.Evidence;
import java.util.ArrayList;
import java.util.List;

/** The touchpoints of a match, as triggers and decisions state them. */
final class EvidenceList {
  private static final String FIELD = "touchpoints";

  private EvidenceList() {}

  static void put(ObjectNode json, List<Evidence> evidence) {
    ArrayNode touchpoints = json.putArray(FIELD);
    for (Evidence each : evidence) {
      touchpoints
          .addObject()
          .put("step", each.step())
          .put("id", each.id())
          .put("type", each.type())
          .put("time", Fields.iso(each.timeMillis()));
    }
  }

  /** Reads the touchpoints; a record without the field has none. */
  static List<Evidence> read(Fields record) throws MalformedDocumentException {
    List<Evidence> evidence = new ArrayList<>();
    if (record.has(FIELD)) {
      for (Fields each : record.list(FIELD)) {
        evidence.add(
            new Evidence(
                each.text("step"), each.text("id"), each.text("type"), each.millis("time")));
      }
    }
    return evidence;
  }
}
