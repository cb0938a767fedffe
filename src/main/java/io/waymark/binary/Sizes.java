package io.waymark.binary;

import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;

/**
 * Computes the most bytes that values and touchpoints take in any of our binary forms, from what
 * they are and not from how they were written: the same for the same value, always.
 */
public final class Sizes {
  /** The most bytes of an integer as {@link Binary} writes it, or of another length of a text. */
  private static final int INTEGER = 10;

  private static final int KIND = 1;
  private static final int LENGTH = 5;

  /** Flags, a time, a sentiment and the number of properties. */
  private static final int TOUCHPOINT = 40;

  private Sizes() {}

  /** Returns the most bytes of a touchpoint. */
  public static int of(Touchpoint touchpoint) {
    return TOUCHPOINT
        + of(touchpoint.id())
        + of(touchpoint.customer())
        + of(touchpoint.type())
        + (touchpoint.channel() == null ? 0 : of(touchpoint.channel()))
        + (touchpoint.anonymousId() == null ? 0 : of(touchpoint.anonymousId()))
        + ofEntries(touchpoint.properties());
  }

  /** Returns the most bytes of the value of a property or trait. */
  public static int ofValue(Object value) {
    if (value instanceof String text) {
      return KIND + of(text);
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return KIND + INTEGER;
    }
    if (value instanceof List<?> list) {
      int bytes = KIND + LENGTH;
      for (Object item : list) {
        bytes += ofValue(item);
      }
      return bytes;
    }
    return value instanceof Map<?, ?> map
        ? KIND + LENGTH + ofEntries(map)
        : KIND + INTEGER + of(value.toString());
  }

  /** Returns the most bytes of a text: UTF-8 behind its length. */
  public static int of(String text) {
    int bytes = LENGTH + text.length();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      bytes += next < 0x80 ? 0 : next < 0x800 ? 1 : 2;
    }
    return bytes;
  }

  private static int ofEntries(Map<?, ?> map) {
    int bytes = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      bytes += of((String) entry.getKey()) + ofValue(entry.getValue());
    }
    return bytes;
  }
}
