package io.waymark.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Makes a document fit into a number of bytes: leaves out parts in the order that the document
 * declares until it fits, and lists them in the field {@code leftOut}. The same document is always
 * shortened in the same way.
 */
final class Shortening {
  static final String LEFT_OUT = "leftOut";

  /** The bytes of {@code ,"leftOut":[]}. */
  private static final int LIST_BYTES = 13;

  /** The bytes of a quoted item's quotes and comma. */
  private static final int ITEM_BYTES = 3;

  /** Keeps numbers as they were written. */
  private static final ObjectMapper EXACT =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private final ObjectNode document;
  private final ObjectNode body;
  private final List<String> leftOut = new ArrayList<>();
  private long excess;

  private Shortening(ObjectNode document, ObjectNode body, long excess) {
    this.document = document;
    this.body = body;
    this.excess = excess + LIST_BYTES;
  }

  /**
   * Returns a document of at most {@code most} bytes.
   *
   * @param json a document that is larger
   */
  static byte[] shorten(byte[] json, Document<?> form, int most) {
    try {
      ObjectNode document = (ObjectNode) EXACT.readTree(json);
      ObjectNode body = (ObjectNode) document.at(form.body());
      Shortening shortening = new Shortening(document, body, json.length - most);
      form.omissions().forEach(shortening::leaveOut);
      return shortening.bytes(most);
    } catch (IOException e) {
      throw new IllegalStateException("a document that was written can be read", e);
    }
  }

  private byte[] bytes(int most) {
    leftOut.forEach(body.putArray(LEFT_OUT)::add);
    byte[] bytes = Fields.bytes(document);
    if (bytes.length > most) {
      throw new IllegalStateException(
          "all that may be left out is, and " + bytes.length + " bytes remain");
    }
    return bytes;
  }

  private void leaveOut(Omission omission) {
    JsonNode part = excess > 0 ? body.at(omission.pointer()) : body.missingNode();
    if (omission instanceof Omission.Entries && part instanceof ObjectNode object) {
      leaveOutEntries(object, omission.pointer());
    } else if (omission instanceof Omission.LastItems && part instanceof ArrayNode list) {
      leaveOutItems(list, true, omission.pointer());
    } else if (omission instanceof Omission.MiddleItems && part instanceof ArrayNode list) {
      leaveOutItems(list, false, omission.pointer());
    } else if (omission instanceof Omission.End && part.isTextual()) {
      cut(part.textValue(), omission.pointer());
    }
  }

  private void leaveOutEntries(ObjectNode object, String pointer) {
    List<Map.Entry<String, Integer>> sizes = new ArrayList<>();
    object
        .properties()
        .forEach(entry -> sizes.add(Map.entry(entry.getKey(), size(entry.getValue()))));
    sizes.sort(Comparator.comparing(entry -> -entry.getValue()));
    for (Map.Entry<String, Integer> entry : sizes) {
      if (excess <= 0) {
        return;
      }
      object.remove(entry.getKey());
      excess -= entry.getValue();
      note(pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"));
    }
  }

  private void leaveOutItems(ArrayNode list, boolean isFromEnd, String pointer) {
    int kept = isFromEnd ? 1 : 2;
    if (list.size() <= kept) {
      return;
    }
    note(pointer);
    int last = list.size() - (isFromEnd ? 1 : 2);
    int from = isFromEnd ? last : 1;
    int step = isFromEnd ? -1 : 1;
    List<Integer> gone = new ArrayList<>();
    for (int at = from; excess > 0 && at >= 1 && at <= last; at += step) {
      excess -= size(list.get(at)) + 1;
      gone.add(at);
    }
    ArrayNode rest = list.arrayNode();
    int lowest = isFromEnd ? list.size() - gone.size() : 1;
    int highest = lowest + gone.size() - 1;
    for (int at = 0; at < list.size(); at++) {
      if (at < lowest || at > highest) {
        rest.add(list.get(at));
      }
    }
    list.removeAll();
    list.addAll(rest);
  }

  /** Cuts a text so that it is shorter by the excess, or to one character. */
  private void cut(String text, String pointer) {
    note(pointer);
    long room = size(body.textNode(text)) - 2 - excess;
    int end = text.offsetByCodePoints(0, Math.min(1, text.length()));
    long used = escapedSize(text.codePointAt(0));
    while (end < text.length()) {
      int character = text.codePointAt(end);
      used += escapedSize(character);
      if (used > room) {
        break;
      }
      end += Character.charCount(character);
    }
    String kept = text.substring(0, end);
    excess -= size(body.textNode(text)) - size(body.textNode(kept));
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) body.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), kept);
  }

  private void note(String pointer) {
    leftOut.add(pointer);
    excess += size(body.textNode(pointer)) - 2 + ITEM_BYTES;
  }

  private static int size(JsonNode node) {
    return Fields.bytes(node).length;
  }

  private static int escapedSize(int character) {
    if (character < ' ') {
      return "\b\t\n\f\r".indexOf(character) >= 0 ? 2 : 6;
    }
    if (character == '"' || character == '\\') {
      return 2;
    }
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return Character.isBmpCodePoint(character) ? 3 : 4;
  }
}
