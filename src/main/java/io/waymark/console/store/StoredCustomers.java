package io.waymark.console.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Customers, from the table of their names and the tables of each day. */
final class StoredCustomers implements Customers {
  private final Reader reader;

  StoredCustomers(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Page<Row> beginningWith(String prefix, PageRequest request) {
    Cursor after = Cursor.read(request);
    String begin = ColumnText.write(prefix);
    List<Row> rows =
        reader.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT customer, handle FROM customers"
                            + " WHERE customer >= ? AND customer > ? AND customer < ?"
                            + " ORDER BY customer LIMIT ?")
                    .bind(0, begin)
                    .bind(1, after == null ? "" : after.tie())
                    .bind(2, begin + new String(Character.toChars(Character.MAX_CODE_POINT)))
                    .bind(3, request.limit() + 1)
                    .map(
                        (row, context) ->
                            new Row(ColumnText.read(row.getString(1)), row.getString(2)))
                    .list());
    return Pages.cut(rows, request, row -> Cursor.of(ColumnText.write(row.customer())), row -> row);
  }

  @Override
  public Optional<String> find(String key) {
    return reader.read(
        handle ->
            handle
                .createQuery("SELECT customer FROM customers WHERE handle = ?")
                .bind(0, key)
                .mapTo(String.class)
                .findOne()
                .map(ColumnText::read));
  }

  @Override
  public Map<String, String> keys(Collection<String> customers) {
    if (customers.size() > PageRequest.MOST) {
      throw new IllegalArgumentException(
          "keys of " + customers.size() + " customers are more than a page");
    }
    if (customers.isEmpty()) {
      return Map.of();
    }
    AnyOf these =
        new AnyOf("customer", customers.stream().map(ColumnText::write).distinct().toList());
    Map<String, String> keys = new HashMap<>();
    reader.read(handle -> rows(handle, these)).forEach(row -> keys.put(row.customer(), row.key()));
    return keys;
  }

  private static List<Row> rows(Handle handle, AnyOf these) {
    return these
        .bind(handle.createQuery("SELECT customer, handle FROM customers WHERE " + these.sql()), 0)
        .map((row, context) -> new Row(ColumnText.read(row.getString(1)), row.getString(2)))
        .list();
  }

  @Override
  public Optional<State> state(String customer) {
    return reader.read(handle -> CustomerState.of(handle, ColumnText.write(customer)));
  }

  @Override
  public Page<Moment> timeline(String customer, PageRequest request) {
    return reader.read(handle -> Timelines.page(handle, ColumnText.write(customer), request));
  }

  @Override
  public Page<Visitor> ofCell(Cell cell, PageRequest request) {
    return reader.read(new CellVisitors(cell, request)::page);
  }

  @Override
  public void histories(long fromMillis, int mostTouchpoints, HistoryTaker taker) {
    long unused = reader.read(handle -> hand(handle, fromMillis, mostTouchpoints, taker));
  }

  /** Returns how many customers were handed over. */
  private static long hand(
      Handle handle, long fromMillis, int mostTouchpoints, HistoryTaker taker) {
    try (Histories histories = Histories.open(handle, "touchpoints", "seq", fromMillis)) {
      long count = 0;
      List<String> applied = new ArrayList<>();
      while (histories.hasNext()) {
        applied.clear();
        String customer = histories.next(applied, mostTouchpoints);
        count++;
        if (!taker.take(ColumnText.read(customer), List.copyOf(applied))) {
          break;
        }
      }
      return count;
    }
  }
}
