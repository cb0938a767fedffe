package io.waymark.console.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The key of the last row of a page, as an opaque text. */
record Cursor(long time, int kind, String tie) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTS = 3;

  static Cursor of(long time, String tie) {
    return new Cursor(time, 0, tie);
  }

  static Cursor of(String tie) {
    return new Cursor(0, 0, tie);
  }

  String write() {
    ArrayNode parts = JSON.createArrayNode().add(time).add(kind).add(tie);
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a list of a number and texts can be written", e);
    }
  }

  /** Returns the key after which a page begins; null for the first page. */
  static @Nullable Cursor read(PageRequest request) {
    String after = request.after();
    if (after == null) {
      return null;
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(after.getBytes(StandardCharsets.US_ASCII));
      JsonNode parts = JSON.readTree(json);
      if (parts == null
          || parts.size() != PARTS
          || !parts.path(0).canConvertToLong()
          || !parts.path(1).canConvertToInt()
          || !parts.path(2).isTextual()) {
        throw new InvalidCursorException(after);
      }
      return new Cursor(parts.path(0).asLong(), parts.path(1).asInt(), parts.path(2).textValue());
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidCursorException(after);
    }
  }

  long tieNumber(PageRequest request) {
    try {
      return Long.parseLong(tie);
    } catch (NumberFormatException e) {
      throw new InvalidCursorException(String.valueOf(request.after()));
    }
  }
}
