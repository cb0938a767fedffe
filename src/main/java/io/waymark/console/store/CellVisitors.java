package io.waymark.console.store;

import io.waymark.console.store.Customers.Visitor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds the customers of a cell by the time of their last touchpoint in it: reads the index of the
 * cell backwards and leaves out customers that came before in the list. A page ends early where it
 * would have to read too many touchpoints of the same few customers.
 */
final class CellVisitors {
  /** Enough for a page, mostly. */
  private static final int FIRST_STRETCH = 500;

  private static final int STRETCH = 2_500;
  private static final int MOST_STRETCHES = 4;

  private final long cell;
  private final @Nullable String segment;
  private final PageRequest request;
  private final @Nullable Cursor after;

  CellVisitors(Customers.Cell cell, PageRequest request) {
    this.cell = RowWriter.cell(cell.stage(), cell.channel(), cell.type());
    this.segment = cell.segment() == null ? null : ColumnText.write(cell.segment());
    this.request = request;
    this.after = Cursor.read(request);
  }

  private record Visit(String customer, long timeMillis) {}

  /**
   * Visits that follow one another in the index.
   *
   * @param visits those of the segment that is asked for
   * @param end the last one of all; null where the day has no more
   */
  private record Stretch(List<Visit> visits, @Nullable Visit end) {
    Stretch {
      visits = List.copyOf(visits);
    }
  }

  Page<Visitor> page(Handle handle) {
    List<Long> days = Family.EVENTS.newestFirst(handle, Long.MIN_VALUE);
    Map<String, Visit> found = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    Visit from = after == null ? null : new Visit(after.tie(), after.time());
    int stretches = 0;
    for (long day : days) {
      if (from != null && day > Family.day(from.timeMillis())) {
        continue;
      }
      Visit end;
      do {
        Stretch stretch = stretch(handle, day, from, stretches == 0 ? FIRST_STRETCH : STRETCH);
        add(handle, days, stretch.visits(), found, known);
        end = stretch.end();
        from = end == null ? from : end;
      } while (end != null && found.size() <= request.limit() && ++stretches < MOST_STRETCHES);
      if (found.size() > request.limit()) {
        return Pages.cut(
            List.copyOf(found.values()), request, CellVisitors::cursor, CellVisitors::visitor);
      }
      if (stretches >= MOST_STRETCHES && from != null) {
        return new Page<>(
            found.values().stream().map(CellVisitors::visitor).toList(), cursor(from).write());
      }
    }
    return new Page<>(found.values().stream().map(CellVisitors::visitor).toList(), null);
  }

  private static Cursor cursor(Visit visit) {
    return Cursor.of(visit.timeMillis(), visit.customer());
  }

  private static Visitor visitor(Visit visit) {
    return new Visitor(
        ColumnText.read(visit.customer()), RowWriter.keyOf(visit.customer()), visit.timeMillis());
  }

  /** Reads visits of one day, the newest first, from one on. */
  private Stretch stretch(Handle handle, long day, @Nullable Visit from, int size) {
    String sql =
        "SELECT customer, time_ms FROM touchpoints_"
            + Family.suffix(day)
            + " WHERE cell = ? AND (time_ms, customer) < (?, ?)"
            + " ORDER BY time_ms DESC, customer DESC LIMIT ?";
    if (segment == null) {
      List<Visit> visits = visits(bind(handle.createQuery(sql), from, size));
      return new Stretch(visits, visits.size() < size ? null : visits.get(size - 1));
    }
    List<Visit> end =
        visits(bind(handle.createQuery(sql + " OFFSET ?"), from, 1).bind(4, size - 1));
    List<Visit> ofSegment =
        visits(bind(handle.createQuery(inSegment(sql)), from, size).bind(4, segment));
    return new Stretch(ofSegment, end.isEmpty() ? null : end.get(0));
  }

  /** Looks up the segments of a stretch in one statement: of a rare one nearly all are passed. */
  private static String inSegment(String stretch) {
    return "SELECT v.customer, v.time_ms FROM ("
        + stretch
        + ") v JOIN customers c ON c.customer = v.customer WHERE c.segment = ?"
        + " ORDER BY v.time_ms DESC, v.customer DESC";
  }

  private Query bind(Query query, @Nullable Visit from, int size) {
    return query
        .bind(0, cell)
        .bind(1, from == null ? Long.MAX_VALUE : from.timeMillis())
        .bind(2, from == null ? "" : from.customer())
        .bind(3, size);
  }

  private static List<Visit> visits(Query query) {
    return query.map((row, context) -> new Visit(row.getString(1), row.getLong(2))).list();
  }

  /** Adds the customers of visits that are new in the list, as many as the page still takes. */
  private void add(
      Handle handle,
      List<Long> days,
      List<Visit> visits,
      Map<String, Visit> found,
      Set<String> known) {
    Map<String, Visit> fresh = new LinkedHashMap<>();
    for (Visit visit : visits) {
      if (known.add(visit.customer())) {
        fresh.put(visit.customer(), visit);
      }
      if (fresh.size() == PageRequest.MOST) {
        addThoseNotShown(handle, days, fresh, found);
      }
      if (found.size() > request.limit()) {
        return;
      }
    }
    addThoseNotShown(handle, days, fresh, found);
  }

  private void addThoseNotShown(
      Handle handle, List<Long> days, Map<String, Visit> fresh, Map<String, Visit> found) {
    if (after != null) {
      fresh.keySet().removeAll(cameLater(handle, days, after, List.copyOf(fresh.keySet())));
    }
    for (Visit visit : fresh.values()) {
      if (found.size() <= request.limit()) {
        found.put(visit.customer(), visit);
      }
    }
    fresh.clear();
  }

  /**
   * Returns the customers who were in the cell at or after the place where the page begins. The
   * plus keeps the index of the cell out of it, which may be long; that of customers is short.
   */
  private Set<String> cameLater(
      Handle handle, List<Long> days, Cursor place, List<String> customers) {
    Set<String> later = new HashSet<>();
    if (customers.isEmpty()) {
      return later;
    }
    AnyOf these = new AnyOf("customer", customers);
    for (long day : days) {
      if (day >= Family.day(place.time())) {
        Query query =
            handle.createQuery(
                "SELECT DISTINCT customer FROM touchpoints_"
                    + Family.suffix(day)
                    + " WHERE +cell = ? AND time_ms >= ? AND (time_ms, customer) >= (?, ?)"
                    + " AND "
                    + these.sql());
        query.bind(0, cell).bind(1, place.time()).bind(2, place.time()).bind(3, place.tie());
        later.addAll(these.bind(query, 4).mapTo(String.class).list());
      }
    }
    return later;
  }
}
