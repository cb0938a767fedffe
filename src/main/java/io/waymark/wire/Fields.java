package io.waymark.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a document, read field by field; each failure names its field. */
final class Fields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode object;

  private Fields(JsonNode object) {
    this.object = object;
  }

  static Fields of(byte[] json) throws MalformedDocumentException {
    try {
      return of(JSON.readTree(json), "the document");
    } catch (IOException e) {
      throw new MalformedDocumentException("not JSON: " + e.getMessage(), e);
    }
  }

  static Fields of(@Nullable JsonNode node, String what) throws MalformedDocumentException {
    if (node == null || !node.isObject()) {
      throw new MalformedDocumentException(what + " is no object");
    }
    return new Fields(node);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** Writes a tree; half a character, which UTF-8 cannot hold, becomes a question mark. */
  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static void putIfKnown(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  Fields fields(String name) throws MalformedDocumentException {
    return of(required(name), name);
  }

  String text(String name) throws MalformedDocumentException {
    JsonNode value = required(name);
    if (!value.isTextual()) {
      throw new MalformedDocumentException(name + " is no text");
    }
    return value.textValue();
  }

  @Nullable String textIfKnown(String name) throws MalformedDocumentException {
    return has(name) ? text(name) : null;
  }

  long integer(String name) throws MalformedDocumentException {
    JsonNode value = required(name);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new MalformedDocumentException(name + " is no integer");
    }
    return value.longValue();
  }

  int smallInteger(String name) throws MalformedDocumentException {
    long value = integer(name);
    if (value != (int) value) {
      throw new MalformedDocumentException(name + " is too large");
    }
    return (int) value;
  }

  @Nullable Double numberIfKnown(String name) throws MalformedDocumentException {
    if (!has(name)) {
      return null;
    }
    if (!object.get(name).isNumber()) {
      throw new MalformedDocumentException(name + " is no number");
    }
    return object.get(name).doubleValue();
  }

  /** Returns a time in ISO 8601 as milliseconds since 1970 UTC. */
  long millis(String name) throws MalformedDocumentException {
    try {
      return Instant.parse(text(name)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedDocumentException(name + " is no time of ISO 8601", e);
    }
  }

  @Nullable Long millisIfKnown(String name) throws MalformedDocumentException {
    return has(name) ? (Long) millis(name) : null;
  }

  /** Returns the constant whose code, its name in lower case with hyphens, stands in a field. */
  <E extends Enum<E>> E code(String name, Class<E> type) throws MalformedDocumentException {
    String code = text(name);
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code)) {
        return each;
      }
    }
    throw new MalformedDocumentException(name + " '" + code + "' is not known");
  }

  List<Fields> list(String name) throws MalformedDocumentException {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw new MalformedDocumentException(name + " is no list");
    }
    List<Fields> list = new ArrayList<>();
    for (JsonNode item : value) {
      list.add(of(item, "an item of " + name));
    }
    return list;
  }

  /** Values as touchpoints have them: texts, long integers, doubles, booleans, lists and maps. */
  Map<String, Object> values(String name) throws MalformedDocumentException {
    return fields(name).values();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                values.put(field.getKey(), value(field.getValue()));
              }
            });
    return values;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return new Fields(node).values();
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(
          item -> {
            if (!item.isNull()) {
              list.add(value(item));
            }
          });
      return list;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    return node.asText();
  }

  private JsonNode required(String name) throws MalformedDocumentException {
    if (!has(name)) {
      throw new MalformedDocumentException(name + " is missing");
    }
    return object.get(name);
  }
}
