package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.store.Customers;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that stand for customers in addresses: asked for, and added to lists for their links.
 */
final class CustomerKeys {
  private CustomerKeys() {}

  /** Returns the customer whose key the address names; null where it names none. */
  static @Nullable String customer(Call call, Customers customers) throws AnswerException {
    String key = call.query("customer");
    if (key == null) {
      return null;
    }
    return customers
        .find(key)
        .orElseThrow(
            () ->
                AnswerException.malformed(
                    "customer", "no customer has this key", "take the key of a search"));
  }

  /**
   * Adds the field {@code key} to each row of a list whose customer is kept.
   *
   * @param list has an array of rows
   * @param path of the customer's id in a row, as a JSON pointer
   */
  static ObjectNode add(ObjectNode list, String path, Customers customers) {
    Set<String> ids =
        list.valueStream()
            .flatMap(JsonNode::valueStream)
            .map(row -> row.at(path))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .collect(Collectors.toSet());
    Map<String, String> keys = customers.keys(ids);
    list.valueStream().flatMap(JsonNode::valueStream).forEach(row -> addKey(row, path, keys));
    return list;
  }

  private static void addKey(JsonNode row, String path, Map<String, String> keys) {
    String key = keys.get(row.at(path).asText());
    if (key != null) {
      ((ObjectNode) row).put("key", key);
    }
  }
}
