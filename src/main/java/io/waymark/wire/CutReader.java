package io.waymark.wire;

import io.waymark.model.MapRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of the journey map together, in the order in which they were written: what has
 * come since the last cut counts when the next one is closed, and then all at once.
 */
public final class CutReader {
  private final Map<String, MapRecord> records = new LinkedHashMap<>();
  private final Map<String, MapRecord> open = new LinkedHashMap<>();
  private @Nullable Long asOfMillis;

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
    records.putAll(open);
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
