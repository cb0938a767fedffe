package io.waymark.console.store;

import io.waymark.console.store.NewestFirst.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Decisions, and their counts by rule, hour and gate. */
final class StoredDecisions implements Decisions {
  private static final NewestFirst<Row> ROWS =
      new NewestFirst<>(
          Family.EVENTS,
          "decisions",
          (row, context) ->
              new Row(
                  ColumnText.read(row.getString("id")),
                  row.getLong("time_ms"),
                  row.getString("gate"),
                  row.getString("document")));

  private final Reader reader;

  StoredDecisions(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Page<Row> page(Filter filter, PageRequest request) {
    return ROWS.page(
        reader,
        request,
        new Condition("customer", filter.customer()),
        new Condition("gate", filter.gate()),
        new Condition("rule", filter.rule()));
  }

  @Override
  public void pasts(long fromMillis, boolean isHeard, PastTaker taker) {
    long unused = reader.read(handle -> new CustomerPasts(handle, isHeard, taker).hand(fromMillis));
  }

  @Override
  public List<Count> counts(long sinceMillis) {
    return reader.read(
        handle -> {
          long from = RowCounts.floor(sinceMillis, RowCounts.HOUR_MILLIS);
          List<Count> counts = new ArrayList<>();
          for (long day : Family.EVENTS.newestFirst(handle, Family.day(from))) {
            counts.addAll(ofDay(handle, day, from));
          }
          return counts;
        });
  }

  private static List<Count> ofDay(Handle handle, long day, long fromMillis) {
    return handle
        .createQuery(
            "SELECT name, label, SUM(n) FROM counts_"
                + Family.suffix(day)
                + " WHERE kind = ? AND from_ms >= ? GROUP BY name, label ORDER BY name, label")
        .bind(0, RowCounts.DECISIONS_BY_HOUR)
        .bind(1, fromMillis)
        .map(
            (row, context) ->
                new Count(
                    day * Family.DAY_MILLIS,
                    ColumnText.read(row.getString(1)),
                    row.getString(2),
                    row.getLong(3)))
        .list();
  }
}
