package io.waymark.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object of a document, read field by field; each failure names its field. */
final class Fields {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

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

  /** Returns a value as {@link JsonValues} writes it. */
  static JsonNode tree(Object value) {
    try (TokenBuffer buffer = new TokenBuffer(JSON, false)) {
      JsonValues.write(buffer, value);
      return JSON.readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
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

  /** Returns the tree of a field. */
  JsonNode tree(String name) throws MalformedDocumentException {
    return required(name);
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

  boolean truth(String name) throws MalformedDocumentException {
    JsonNode value = required(name);
    if (!value.isBoolean()) {
      throw new MalformedDocumentException(name + " is neither true nor false");
    }
    return value.booleanValue();
  }

  @Nullable Boolean truthIfKnown(String name) throws MalformedDocumentException {
    return has(name) ? (Boolean) truth(name) : null;
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

  /** Returns the items of a list of texts. */
  List<String> texts(String name) throws MalformedDocumentException {
    JsonNode value = required(name);
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw new MalformedDocumentException("an item of " + name + " is no text");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Returns the values of an object, as {@link JsonValues} reads them. */
  @SuppressWarnings("unchecked") // An object is read as a map by name.
  Map<String, Object> values(String name) throws MalformedDocumentException {
    try (JsonParser json = fields(name).object.traverse()) {
      json.nextToken();
      return (Map<String, Object>) Objects.requireNonNull(JsonValues.read(json), name);
    } catch (IOException e) {
      throw new MalformedDocumentException(name + ": " + e.getMessage(), e);
    }
  }

  private JsonNode required(String name) throws MalformedDocumentException {
    if (!has(name)) {
      throw new MalformedDocumentException(name + " is missing");
    }
    return object.get(name);
  }
}
