package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.store.Customers.Kind;
import io.waymark.console.store.Customers.Moment;
import io.waymark.console.store.Deliveries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds to the triggers of a timeline the last step on their way, which completes their ledger. */
final class TriggerSteps {
  private TriggerSteps() {}

  /** Finds the last steps of the triggers among some moments, by the triggers' ids. */
  static Map<String, Deliveries.Row> of(List<Moment> moments, Deliveries deliveries) {
    List<String> ids = new ArrayList<>();
    for (Moment moment : moments) {
      if (moment.kind() == Kind.TRIGGER) {
        ids.add(id(moment));
      }
    }
    return deliveries.last(ids);
  }

  static void add(ObjectNode json, Moment moment, Map<String, Deliveries.Row> last) {
    if (moment.kind() == Kind.TRIGGER) {
      Deliveries.Row row = last.get(id(moment));
      if (row != null) {
        json.set("delivery", Json.document(row.document()));
      }
    }
  }

  private static String id(Moment trigger) {
    return Json.document(trigger.document()).path("id").asText();
  }
}
