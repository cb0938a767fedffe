package io.waymark.console.store;

import java.util.List;
import java.util.Optional;

/** The daily cuts; one of each day and segment. */
final class StoredCuts implements DailyCuts {
  private final Reader reader;

  StoredCuts(Reader reader) {
    this.reader = reader;
  }

  @Override
  public List<Long> days(String segment) {
    return reader.read(
        handle ->
            handle
                .createQuery("SELECT day FROM cuts WHERE segment = ? ORDER BY day DESC")
                .bind(0, ColumnText.write(segment))
                .mapTo(Long.class)
                .list());
  }

  @Override
  public Optional<Row> find(long day, String segment) {
    return reader.read(
        handle ->
            handle
                .createQuery("SELECT document FROM cuts WHERE day = ? AND segment = ?")
                .bind(0, day)
                .bind(1, ColumnText.write(segment))
                .mapTo(String.class)
                .findOne()
                .map(document -> new Row(day, segment, document)));
  }
}
