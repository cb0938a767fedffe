package io.waymark.console.feed;

import io.waymark.console.store.DailyCuts;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the cuts of the map that are kept for each day: one every few minutes, each in the place
 * of the one before, and the last one of a day when the next day begins.
 */
final class CutDiary {
  private static final long EVERY_MILLIS = 300_000;
  private static final long DAY_MILLIS = 86_400_000;

  private @Nullable MapCut last;
  private long slot = Long.MIN_VALUE;

  /** Returns what is to be kept when a cut has come. */
  List<DailyCuts.Row> write(MapCut cut) {
    List<DailyCuts.Row> rows = new ArrayList<>();
    MapCut before = last;
    last = cut;
    if (before != null && day(before) < day(cut)) {
      rows.addAll(rows(before));
    }
    long now = Math.floorDiv(cut.asOfMillis(), EVERY_MILLIS);
    if (now != slot) {
      slot = now;
      rows.addAll(rows(cut));
    }
    return rows;
  }

  private static long day(MapCut cut) {
    return Math.floorDiv(cut.asOfMillis(), DAY_MILLIS);
  }

  private static List<DailyCuts.Row> rows(MapCut cut) {
    return cut.segments().stream()
        .map(segment -> new DailyCuts.Row(day(cut), segment, document(cut, segment)))
        .toList();
  }

  private static String document(MapCut cut, String segment) {
    MapCut ofSegment =
        new MapCut(
            cut.asOfMillis(),
            cut.records().stream()
                .filter(record -> Objects.equals(segment, record.segment()))
                .toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MapCutDocument.write(
          Optional.of(ofSegment),
          record -> Topics.JOURNEY_MAP.document().write(record, cut.asOfMillis()),
          out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
