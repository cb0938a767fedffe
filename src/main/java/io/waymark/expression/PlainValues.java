package io.waymark.expression;

import com.google.common.primitives.UnsignedLong;
import io.waymark.model.Decimals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the values of CEL to those that touchpoints and triggers hold. */
final class PlainValues {
  private PlainValues() {}

  static @Nullable Object value(@Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof UnsignedLong unsigned) {
      return Operands.number(unsigned);
    }
    if (value instanceof Number) {
      return Decimals.number(value);
    }
    if (value instanceof Instant || value instanceof Duration) {
      return value.toString();
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    return null;
  }

  private static List<Object> list(List<?> items) {
    List<Object> plain = new ArrayList<>(items.size());
    for (Object item : items) {
      Object value = value(item);
      if (value != null) {
        plain.add(value);
      }
    }
    return plain;
  }

  private static Map<String, Object> map(Map<?, ?> entries) {
    Map<String, Object> plain = new LinkedHashMap<>();
    entries.forEach(
        (key, item) -> {
          Object value = value(item);
          if (value != null) {
            plain.put(String.valueOf(key), value);
          }
        });
    return plain;
  }
}
