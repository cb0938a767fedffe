package io.waymark.console.store;

import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The increments of a day's counts that the rows of a batch bring. */
final class RowCounts {
  static final long MINUTE_MILLIS = 60_000;
  static final long HOUR_MILLIS = 3_600_000;
  static final String TRIGGERS_BY_MINUTE = "triggers-minute";
  static final String TRIGGERS_BY_HOUR = "triggers-hour";
  static final String DECISIONS_BY_HOUR = "decisions-hour";

  /** The key of a count, in an order in which two writers do not wait for each other. */
  private record Count(String kind, long fromMillis, String name, String label)
      implements Comparable<Count> {
    @Override
    public int compareTo(Count other) {
      int order = kind.compareTo(other.kind);
      order = order != 0 ? order : Long.compare(fromMillis, other.fromMillis);
      order = order != 0 ? order : name.compareTo(other.name);
      return order != 0 ? order : label.compareTo(other.label);
    }
  }

  private final Map<Count, Long> counts = new TreeMap<>();

  static long floor(long millis, long unit) {
    return Math.floorDiv(millis, unit) * unit;
  }

  /** Counts one more in the span of a moment. */
  void add(String kind, long millis, long spanMillis, String name, String label) {
    counts.merge(new Count(kind, floor(millis, spanMillis), name, label), 1L, Long::sum);
  }

  void write(Handle handle, long day) {
    write(handle, "counts_" + Family.suffix(day));
  }

  /** Writes the counts of steps of triggers, whose names are destinations. */
  void writeOfAttempts(Handle handle, long day) {
    write(handle, StoredDeliveries.COUNTS + "_" + Family.suffix(day));
  }

  private void write(Handle handle, String table) {
    try (PreparedBatch upsert =
        handle.prepareBatch(
            "INSERT INTO "
                + table
                + " (kind, from_ms, name, label, n) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (kind, from_ms, name, label) DO UPDATE SET n = "
                + table
                + ".n + excluded.n")) {
      counts.forEach(
          (count, n) ->
              upsert
                  .bind(0, count.kind())
                  .bind(1, count.fromMillis())
                  .bind(2, count.name())
                  .bind(3, count.label())
                  .bind(4, n)
                  .add());
      int[] unused = upsert.execute();
    }
  }

  /** Writes the counts of dead letters, whose names are reasons. */
  void writeOfLetters(Handle handle, long day) {
    String table = "letter_counts_" + Family.suffix(day);
    counts.forEach(
        (count, n) ->
            handle.execute(
                "INSERT INTO "
                    + table
                    + " (from_ms, reason, n) VALUES (?, ?, ?)"
                    + " ON CONFLICT (from_ms, reason) DO UPDATE SET n = "
                    + table
                    + ".n + excluded.n",
                count.fromMillis(),
                count.name(),
                n));
  }
}
