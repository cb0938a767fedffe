package io.waymark.console.store;

import io.waymark.console.store.NewestFirst.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Triggers, and their counts by rule, minute, hour and lateness. */
final class StoredTriggers implements Triggers {
  private static final int MINUTES_OF_HOUR = 60;
  private static final int MINUTES_OF_DAY = 1_440;
  private static final double HALF = 0.5;
  private static final double NINETY_NINE = 0.99;

  private record Span(String rule, long fromMillis) implements Comparable<Span> {
    @Override
    public int compareTo(Span other) {
      int order = rule.compareTo(other.rule);
      return order != 0 ? order : Long.compare(fromMillis, other.fromMillis);
    }
  }

  private static final RowMapper<Row> TRIGGER =
      (row, context) -> {
        long emitted = row.getLong("emitted_ms");
        boolean isEmitted = !row.wasNull();
        return new Row(
            ColumnText.read(row.getString("id")),
            row.getLong("due_ms"),
            isEmitted ? emitted : null,
            row.getString("document"));
      };

  private static final NewestFirst<Row> ROWS =
      new NewestFirst<>(Family.EVENTS, "triggers", TRIGGER);

  private final Reader reader;

  StoredTriggers(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Page<Row> page(Filter filter, PageRequest request) {
    return ROWS.page(
        reader,
        request,
        new Condition("customer", filter.customer()),
        new Condition("rule", filter.rule()),
        new Condition("owner", filter.owner()),
        new Condition("signal", filter.signal()));
  }

  @Override
  public List<Rate> rates(long sinceMillis, int spanMinutes) {
    boolean isOfHours = spanMinutes % MINUTES_OF_HOUR == 0;
    if (spanMinutes < 1 || spanMinutes > MINUTES_OF_DAY) {
      throw new IllegalArgumentException("a span has 1 to 1,440 minutes, not " + spanMinutes);
    }
    String kind = isOfHours ? RowCounts.TRIGGERS_BY_HOUR : RowCounts.TRIGGERS_BY_MINUTE;
    long span = spanMinutes * RowCounts.MINUTE_MILLIS;
    return rates(kind, floor(sinceMillis, span), at -> floor(at, span));
  }

  @Override
  public List<Rate> totals(long sinceMillis) {
    long from = floor(sinceMillis, RowCounts.HOUR_MILLIS);
    return rates(RowCounts.TRIGGERS_BY_HOUR, from, at -> from);
  }

  /** Returns the rates of the spans into which a function puts the times of counts. */
  private List<Rate> rates(String kind, long fromMillis, LongUnaryOperator spanOf) {
    Map<Span, Lateness> spans = new TreeMap<>();
    long unused = reader.read(handle -> count(handle, kind, fromMillis, spanOf, spans));
    List<Rate> rates = new ArrayList<>();
    spans.forEach(
        (at, lateness) ->
            rates.add(
                new Rate(
                    at.rule(),
                    at.fromMillis(),
                    lateness.count(),
                    lateness.quantile(HALF),
                    lateness.quantile(NINETY_NINE))));
    return rates;
  }

  private static long floor(long millis, long span) {
    return RowCounts.floor(millis, span);
  }

  /** Returns the number of rows that were read. */
  private static long count(
      
      Handle handle,
      String kind,
      long fromMillis,
      LongUnaryOperator spanOf,
      Map<Span, Lateness> spans) {
    spans.clear();
    return new CountRows(Family.EVENTS, "counts", kind)
        .read(
            handle,
            fromMillis,
            (rule, at, label, n) ->
                spans
                    .computeIfAbsent(new Span(rule, spanOf.applyAsLong(at)), s -> new Lateness())
                    .add(Long.parseLong(label), n));
  }
}
