package io.waymark.console.api;

import io.waymark.console.store.DailyCuts;
import io.waymark.journey.Windows;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cut before: the newest kept one whose window lies wholly before the one that is shown,
 * as shares of windows that overlap do not compare.
 */
final class EarlierCuts {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** A page that is open asks for the same few again and again. */
  private static final int MOST = 32;

  private final DailyCuts cuts;
  private final Map<Place, JourneyDocument> read =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, JourneyDocument> eldest) {
          return size() > MOST;
        }
      };

  private record Place(long day, Journeys.Key key) {}

  /**
   * The answer of a search.
   *
   * @param document null where no cut is kept that lies before
   * @param firstMillis when there is, or was, the first one; null where none can be
   */
  record Found(@Nullable JourneyDocument document, @Nullable Long firstMillis) {}

  EarlierCuts(DailyCuts cuts) {
    this.cuts = cuts;
  }

  /** Finds the cut before a window that ends at a moment. */
  Found find(Journeys.Key key, long nowMillis) {
    List<Long> days = cuts.days(key.segment());
    long oldest = days.isEmpty() ? day(nowMillis) : days.get(days.size() - 1);
    OptionalLong first = apartFrom(key, oldest);
    if (first.isEmpty()) {
      return new Found(null, null);
    }
    for (long day : days) {
      if (apartFrom(key, day).getAsLong() <= nowMillis) {
        return new Found(read(day, key).orElse(null), first.getAsLong());
      }
    }
    return new Found(null, first.getAsLong());
  }

  /** Returns when a window lies wholly behind a day, at whatever time of it the cut was made. */
  private static OptionalLong apartFrom(Journeys.Key key, long day) {
    return Windows.apartFrom(Journeys.window(key.window()), (day + 1) * DAY_MILLIS - 1);
  }

  private static long day(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  private synchronized Optional<JourneyDocument> read(long day, Journeys.Key key) {
    Place place = new Place(day, key);
    JourneyDocument known = read.get(place);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<JourneyDocument> found =
        cuts.find(day, key.segment())
            .flatMap(EarlierCuts::cut)
            .map(cut -> JourneyDocument.of(cut, 0, key.segment(), key.window()));
    found.ifPresent(document -> read.put(place, document));
    return found;
  }

  private static Optional<MapCut> cut(DailyCuts.Row row) {
    try {
      return MapCutDocument.read(row.document().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the store holds cuts as they were written", e);
    }
  }
}
