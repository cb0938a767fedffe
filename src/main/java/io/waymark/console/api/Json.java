package io.waymark.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.store.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds answers as trees and writes them. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(byte[] json) throws AnswerException {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node == null || !node.isObject()) {
        throw AnswerException.malformed("body", "the body is no JSON object", "send an object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw AnswerException.malformed(
          "body", "the body is no JSON: " + e.getOriginalMessage(), "send a JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  /** Returns a document of a topic, which was written by us. */
  static JsonNode document(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("documents of topics are JSON", e);
    }
  }

  /**
   * Returns a page as an object with the rows under a name, and {@code after} unless it is the
   * last.
   */
  static <T> ObjectNode page(String name, Page<T> page, Function<T, JsonNode> row) {
    ObjectNode json = object();
    array(json, name, page.rows(), row);
    if (page.after() != null) {
      json.put("after", page.after());
    }
    return json;
  }

  static <T> ArrayNode array(
      ObjectNode json, String name, Collection<T> items, Function<T, JsonNode> item) {
    ArrayNode array = json.putArray(name);
    items.forEach(each -> array.add(item.apply(each)));
    return array;
  }

  static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  static void putTime(ObjectNode json, String name, @Nullable Long millis) {
    if (millis != null) {
      json.put(name, iso(millis));
    }
  }

  static void putIfKnown(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
