package io.waymark.console.store;

import io.waymark.console.store.NewestFirst.Condition;
import io.waymark.model.EndpointStatus;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Steps of triggers, their counts by destination, and the statuses of destinations. */
final class StoredDeliveries implements Deliveries {
  static final String COUNTS = "attempt_counts";

  private static final int MINUTES_OF_HOUR = 60;
  private static final int MINUTES_OF_DAY = 1_440;

  private static final RowMapper<Row> STEP =
      (row, context) ->
          new Row(row.getString("id"), row.getLong("time_ms"), row.getString("document"));

  private static final NewestFirst<Row> ROWS = new NewestFirst<>(Family.ATTEMPTS, "attempts", STEP);

  private final Reader reader;

  StoredDeliveries(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Page<Row> page(Filter filter, PageRequest request) {
    return ROWS.page(
        reader,
        request,
        new Condition("trigger_id", filter.trigger()),
        new Condition("customer", filter.customer()),
        new Condition("destination", filter.to()),
        new Condition("outcome", filter.outcome()));
  }

  @Override
  public List<Endpoint> endpoints(long sinceMillis, int spanMinutes) {
    if (spanMinutes < 1 || spanMinutes > MINUTES_OF_DAY) {
      throw new IllegalArgumentException("a span has 1 to 1,440 minutes, not " + spanMinutes);
    }
    Map<String, EndpointFigures> figures =
        reader.read(handle -> figures(handle, sinceMillis, spanMinutes));
    List<Endpoint> endpoints = new ArrayList<>();
    figures.forEach((to, each) -> endpoints.add(each.endpoint(to)));
    return endpoints;
  }

  private static Map<String, EndpointFigures> figures(
      Handle handle, long sinceMillis, int spanMinutes) {
    Map<String, EndpointFigures> all = new TreeMap<>();
    for (EndpointStatus status : statuses(handle)) {
      of(all, status.to()).status(status);
    }
    addParked(handle, all);
    boolean isOfHours = spanMinutes % MINUTES_OF_HOUR == 0;
    long span = spanMinutes * RowCounts.MINUTE_MILLIS;
    long from = RowCounts.floor(sinceMillis, span);
    long unused =
        counts(AttemptLabels.ATTEMPTS_BY_HOUR)
                .read(
                    handle,
                    RowCounts.floor(sinceMillis, RowCounts.HOUR_MILLIS),
                    (to, at, label, n) -> of(all, to).add(label, n))
            + counts(
                    isOfHours ? AttemptLabels.DELIVERED_BY_HOUR : AttemptLabels.DELIVERED_BY_MINUTE)
                .read(
                    handle,
                    from,
                    (to, at, label, n) ->
                        of(all, to).addDelivered(RowCounts.floor(at, span), label, n))
            + counts(isOfHours ? AttemptLabels.FAILED_BY_HOUR : AttemptLabels.FAILED_BY_MINUTE)
                .read(
                    handle,
                    from,
                    (to, at, label, n) -> of(all, to).addFailed(RowCounts.floor(at, span), n));
    return all;
  }

  private static EndpointFigures of(Map<String, EndpointFigures> all, String to) {
    return all.computeIfAbsent(to, each -> new EndpointFigures());
  }

  private static CountRows counts(String kind) {
    return new CountRows(Family.ATTEMPTS, COUNTS, kind);
  }

  private static void addParked(Handle handle, Map<String, EndpointFigures> all) {
    handle
        .createQuery(
            "SELECT destination, COUNT(*), MIN(parked_ms) FROM parked GROUP BY destination")
        .map(
            (row, context) -> {
              of(all, ColumnText.read(row.getString(1))).parked(row.getLong(2), row.getLong(3));
              return 1;
            })
        .list();
  }

  @Override
  public List<EndpointStatus> statuses() {
    return reader.read(StoredDeliveries::statuses);
  }

  private static List<EndpointStatus> statuses(Handle handle) {
    return handle
        .createQuery("SELECT document FROM endpoint_status ORDER BY destination")
        .map((row, context) -> status(row.getString(1)))
        .list();
  }

  private static EndpointStatus status(String document) {
    try {
      return EndpointStatusDocument.INSTANCE.read(document.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("only documents that were read are stored", e);
    }
  }

  @Override
  public Map<String, Row> last(Collection<String> triggers) {
    if (triggers.size() > PageRequest.MOST) {
      throw new IllegalArgumentException(triggers.size() + " triggers are more than a page");
    }
    return triggers.isEmpty() ? Map.of() : reader.read(handle -> last(handle, triggers));
  }

  private static Map<String, Row> last(Handle handle, Collection<String> triggers) {
    Map<String, Row> last = new HashMap<>();
    Set<String> missing = new HashSet<>(triggers);
    for (long day : Family.ATTEMPTS.newestFirst(handle, Long.MIN_VALUE)) {
      if (!missing.isEmpty()) {
        addLast(handle, day, missing, last);
        missing.removeAll(last.keySet());
      }
    }
    return last;
  }

  private static void addLast(
      Handle handle, long day, Set<String> triggers, Map<String, Row> last) {
    AnyOf these = new AnyOf("trigger_id", triggers.stream().map(ColumnText::write).toList());
    these
        .bind(
            handle.createQuery(
                "SELECT * FROM attempts_"
                    + Family.suffix(day)
                    + " WHERE "
                    + these.sql()
                    + " ORDER BY time_ms, id"),
            0)
        .map(
            (row, context) ->
                last.put(ColumnText.read(row.getString("trigger_id")), STEP.map(row, context)))
        .list();
  }
}
