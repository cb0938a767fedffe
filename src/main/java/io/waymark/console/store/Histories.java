package io.waymark.console.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Merges the rows of all days by customer and time: each day is read by its own key, side by side,
 * so that no customer is in memory but the one that is handed over.
 */
final class Histories implements AutoCloseable {
  private static final int FETCHED = 200;

  private final PriorityQueue<Day> days = new PriorityQueue<>();

  private record Row(String customer, byte[] order, String document) {}

  /** The rest of a day, with its next row. */
  private static final class Day implements Comparable<Day> {
    private final long number;
    private final ResultIterator<Row> rest;
    private Row next;

    Day(long number, ResultIterator<Row> rest) {
      this.number = number;
      this.rest = rest;
      this.next = rest.next();
    }

    boolean advance() {
      if (rest.hasNext()) {
        next = rest.next();
        return true;
      }
      rest.close();
      return false;
    }

    /** Compares customers byte by byte, as the products do, then days. */
    @Override
    public int compareTo(Day other) {
      int order = Arrays.compareUnsigned(next.order(), other.next.order());
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /**
   * Opens the rows of a kind.
   *
   * @param table the name of the tables without the day, with the columns {@code customer}, {@code
   *     time_ms} and {@code document}
   * @param tie the column that orders the rows of an instant
   */
  static Histories open(Handle handle, String table, String tie, long fromMillis) {
    Histories histories = new Histories();
    for (long day : Family.EVENTS.newestFirst(handle, Family.day(fromMillis))) {
      histories.add(handle, day, table, tie, fromMillis);
    }
    return histories;
  }

  private void add(Handle handle, long day, String table, String tie, long fromMillis) {
    ResultIterator<Row> rest =
        handle
            .createQuery(
                "SELECT customer, document FROM "
                    + table
                    + "_"
                    + Family.suffix(day)
                    + " WHERE time_ms >= ? ORDER BY customer, time_ms, "
                    + tie)
            .bind(0, fromMillis)
            .setFetchSize(FETCHED)
            .map(
                (row, context) -> {
                  String customer = row.getString(1);
                  return new Row(
                      customer, customer.getBytes(StandardCharsets.UTF_8), row.getString(2));
                })
            .iterator();
    if (rest.hasNext()) {
      days.add(new Day(day, rest));
    } else {
      rest.close();
    }
  }

  boolean hasNext() {
    return !days.isEmpty();
  }

  /**
   * Adds the documents of the next customer, the newest of them, in the order of time.
   *
   * @return the customer
   */
  String next(List<String> applied, int most) {
    String customer = days.element().next.customer();
    ArrayDeque<String> latest = new ArrayDeque<>();
    while (!days.isEmpty() && days.element().next.customer().equals(customer)) {
      Day day = days.remove();
      if (latest.size() == most) {
        latest.removeFirst();
      }
      latest.addLast(day.next.document());
      if (day.advance()) {
        days.add(day);
      }
    }
    applied.addAll(latest);
    return customer;
  }

  @Override
  public void close() {
    days.forEach(day -> day.rest.close());
  }
}
