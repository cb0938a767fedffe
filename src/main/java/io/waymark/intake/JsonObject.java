package io.waymark.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was read. A null counts as absent, but the keys that had one are remembered: a
 * trait that is set to null is removed.
 */
@SuppressWarnings("serial") // It lives as long as a record is read.
final class JsonObject extends LinkedHashMap<String, Object> {
  private @Nullable List<String> nulls;

  void addNull(String key) {
    if (nulls == null) {
      nulls = new ArrayList<>(1);
    }
    nulls.add(key);
  }

  /** Puts an empty text, which removes a trait, for each key that had a null in an object. */
  static void restoreNulls(@Nullable Object object, Map<String, Object> traits) {
    if (object instanceof JsonObject json && json.nulls != null) {
      json.nulls.forEach(key -> traits.put(key, ""));
    }
  }
}
