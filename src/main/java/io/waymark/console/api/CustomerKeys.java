package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.store.Customers;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds to the rows of a list the keys of their customers, which links to a customer need. */
final class CustomerKeys {
  private CustomerKeys() {}

  /**
   * Adds the field {@code key} to each row whose customer is kept.
   *
   * @param path of the customer's id in a row, as a JSON pointer
   */
  static ObjectNode add(ObjectNode page, String name, String path, Customers customers) {
    Set<String> ids =
        page.path(name)
            .valueStream()
            .map(row -> row.at(path))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .collect(Collectors.toSet());
    var keys = customers.keys(ids);
    for (JsonNode row : page.path(name)) {
      String key = keys.get(row.at(path).asText());
      if (key != null) {
        ((ObjectNode) row).put("key", key);
      }
    }
    return page;
  }
}
