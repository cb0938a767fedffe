package io.waymark.console.api;

import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents of the newest cut, each made once however many ask for it. */
final class Journeys {
  /** More than there are segments and windows. */
  private static final int MOST = 128;

  private final Supplier<Optional<MapCut>> map;
  private final Map<Key, JourneyDocument> documents = new LinkedHashMap<>();

  /** The cut that they are of: two cuts may be true at the same time. */
  private @Nullable Object shown;

  private long number;

  /** A part of the map that somebody looks at. */
  record Key(String segment, String window) {}

  Journeys(Supplier<Optional<MapCut>> map) {
    this.map = map;
  }

  /** Returns the window that the API calls by a name. */
  static Window window(String name) {
    return Window.valueOf(name.toUpperCase(Locale.ROOT));
  }

  Optional<MapCut> cut() {
    return map.get();
  }

  /** Returns the newest document of a segment and window; empty before the first cut. */
  synchronized Optional<JourneyDocument> find(Key key) {
    Optional<MapCut> cut = map.get();
    if (cut.isEmpty()) {
      return Optional.empty();
    }
    Object newest = cut.get();
    if (newest != shown || documents.size() >= MOST) {
      documents.clear();
      number += newest == shown ? 0 : 1;
      shown = newest;
    }
    return Optional.of(
        documents.computeIfAbsent(
            key, each -> JourneyDocument.of(cut.get(), number, each.segment(), each.window())));
  }
}
