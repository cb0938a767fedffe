package io.waymark.console.store;

import org.jdbi.v3.core.Handle;

/** Reads the counts of a kind over the days of a family. */
record CountRows(Family family, String table, String kind) {
  /** Takes a count, with its name read. */
  @FunctionalInterface
  interface Taker {
    void take(String name, long fromMillis, String label, long n);
  }

  /**
   * Hands over the counts since a moment.
   *
   * @return their number
   */
  long read(Handle handle, long fromMillis, Taker taker) {
    long rows = 0;
    for (long day : family.newestFirst(handle, Family.day(fromMillis))) {
      rows +=
          handle
              .createQuery(
                  "SELECT name, from_ms, label, n FROM "
                      + table
                      + "_"
                      + Family.suffix(day)
                      + " WHERE kind = ? AND from_ms >= ?")
              .bind(0, kind)
              .bind(1, fromMillis)
              .map(
                  (row, context) -> {
                    taker.take(
                        ColumnText.read(row.getString(1)),
                        row.getLong(2),
                        ColumnText.read(row.getString(3)),
                        row.getLong(4));
                    return 1;
                  })
              .list()
              .size();
    }
    return rows;
  }
}
