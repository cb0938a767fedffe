package io.waymark.console.store;

import io.waymark.console.store.NewestFirst.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
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
  public Rates rates(long sinceMillis, int spanMinutes, int mostRules) {
    boolean isOfHours = spanMinutes % MINUTES_OF_HOUR == 0;
    if (spanMinutes < 1 || spanMinutes > MINUTES_OF_DAY) {
      throw new IllegalArgumentException("a span has 1 to 1,440 minutes, not " + spanMinutes);
    }
    String kind = isOfHours ? RowCounts.TRIGGERS_BY_HOUR : RowCounts.TRIGGERS_BY_MINUTE;
    long span = spanMinutes * RowCounts.MINUTE_MILLIS;
    Map<Span, Lateness> all =
        read(kind, RowCounts.floor(sinceMillis, span), at -> RowCounts.floor(at, span));
    Map<String, Long> counts = new HashMap<>();
    all.forEach((at, lateness) -> counts.merge(at.rule(), lateness.count(), Long::sum));
    LargestRules largest = LargestRules.of(counts, mostRules);
    Map<Span, Lateness> merged = new TreeMap<>();
    all.forEach(
        (at, lateness) ->
            merged
                .computeIfAbsent(
                    new Span(largest.nameOf(at.rule()), at.fromMillis()), each -> new Lateness())
                .add(lateness));
    return new Rates(rates(merged), largest.others());
  }

  @Override
  public List<Rate> totals(long sinceMillis) {
    long from = RowCounts.floor(sinceMillis, RowCounts.HOUR_MILLIS);
    return rates(read(RowCounts.TRIGGERS_BY_HOUR, from, at -> from));
  }

  private static List<Rate> rates(Map<Span, Lateness> spans) {
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

  /** Adds up the counts of a kind in the spans into which a function puts their times. */
  private Map<Span, Lateness> read(String kind, long fromMillis, LongUnaryOperator spanOf) {
    return reader.read(
        handle -> {
          Map<Span, Lateness> spans = new TreeMap<>();
          long unused =
              new CountRows(Family.EVENTS, "counts", kind)
                  .read(
                      handle,
                      fromMillis,
                      (rule, at, label, n) ->
                          spans
                              .computeIfAbsent(
                                  new Span(rule, spanOf.applyAsLong(at)), each -> new Lateness())
                              .add(Long.parseLong(label), n));
          return spans;
        });
  }
}
