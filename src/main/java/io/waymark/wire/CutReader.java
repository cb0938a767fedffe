package io.waymark.wire;

import io.waymark.model.MapRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of the journey map together, in the order in which they were written: what has
 * come since the last cut counts when the next one is closed, and then all at once.
 *
 * <p>A topic may still have places of a map that began earlier, as compaction keeps the last record
 * of each. The record that closes a cut says when its map began; a record of another one is none of
 * it. The first cut of a map has all of it, so that nothing is missing then.
 */
public final class CutReader {
  private final Map<String, MapRecord> records = new LinkedHashMap<>();
  private final Map<String, MapRecord> open = new LinkedHashMap<>();
  private @Nullable Long asOfMillis;
  private @Nullable Long mapBeganMillis;

  /**
   * Adds the next record.
   *
   * @return whether it closes a cut
   */
  public boolean add(MapRecord record) {
    if (record.closing() == null) {
      open.put(record.key(), record);
      return false;
    }
    if (!Objects.equals(record.mapBeganMillis(), mapBeganMillis)) {
      records.clear();
    }
    mapBeganMillis = record.mapBeganMillis();
    open.forEach(
        (key, each) -> {
          if (Objects.equals(each.mapBeganMillis(), mapBeganMillis)) {
            records.put(key, each.ofMap(null));
          }
        });
    open.clear();
    asOfMillis = record.asOfMillis();
    return true;
  }

  /** Returns the last cut that was closed; empty before the first. */
  public Optional<MapCut> cut() {
    return asOfMillis == null
        ? Optional.empty()
        : Optional.of(MapCut.of(asOfMillis, records.values()));
  }
}
