package io.waymark.console.store;

import io.waymark.console.store.Decisions.PastTaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Reads what is known about the customers about whom there are decisions: the decisions of all by
 * one merge, the rest of some customers together.
 */
final class CustomerPasts {
  /** The newest decisions of a customer that are handed over. */
  private static final int MOST_DECISIONS = 10_000;

  private static final int TOGETHER = 200;

  /** Finds touchpoints that may say something without reading them; the reader looks closer. */
  private static final String SAYING =
      "(document LIKE '%\"type\":\"identify\"%' OR document LIKE '%\"consent\":{%')";

  private final Handle handle;
  private final boolean isHeard;
  private final PastTaker taker;
  private long count;

  CustomerPasts(Handle handle, boolean isHeard, PastTaker taker) {
    this.handle = handle;
    this.isHeard = isHeard;
    this.taker = taker;
  }

  /** Returns how many customers were handed over. */
  long hand(long fromMillis) {
    try (Histories decisions = Histories.open(handle, "decisions", "id", fromMillis)) {
      boolean mayGoOn = true;
      while (mayGoOn && decisions.hasNext()) {
        Map<String, List<String>> some = new LinkedHashMap<>();
        while (decisions.hasNext() && some.size() < TOGETHER) {
          List<String> ofOne = new ArrayList<>();
          some.put(decisions.next(ofOne, MOST_DECISIONS), ofOne);
        }
        mayGoOn = hand(some);
      }
      return count;
    }
  }

  private boolean hand(Map<String, List<String>> decisions) {
    List<String> customers = List.copyOf(decisions.keySet());
    Map<String, List<String>> heard = rows("touchpoints", "seq", SAYING, customers);
    Map<String, List<String>> transitions = rows("transitions", "id", "1 = 1", customers);
    for (Map.Entry<String, List<String>> each : decisions.entrySet()) {
      String customer = each.getKey();
      count++;
      if (!taker.take(
          ColumnText.read(customer),
          List.copyOf(each.getValue()),
          heard.getOrDefault(customer, List.of()),
          transitions.getOrDefault(customer, List.of()))) {
        return false;
      }
    }
    return true;
  }

  private Map<String, List<String>> rows(
      String table, String tie, String condition, List<String> customers) {
    Map<String, List<String>> rows = new HashMap<>();
    if (!isHeard) {
      return rows;
    }
    AnyOf these = new AnyOf("customer", customers);
    for (long day : Family.EVENTS.days(handle)) {
      these
          .bind(
              handle.createQuery(
                  "SELECT customer, document FROM "
                      + table
                      + "_"
                      + Family.suffix(day)
                      + " WHERE "
                      + these.sql()
                      + " AND "
                      + condition
                      + " ORDER BY customer, time_ms, "
                      + tie),
              0)
          .map(
              (row, context) ->
                  rows.computeIfAbsent(row.getString(1), each -> new ArrayList<>())
                      .add(row.getString(2)))
          .list();
    }
    return rows;
  }
}
