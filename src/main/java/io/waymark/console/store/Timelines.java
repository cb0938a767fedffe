package io.waymark.console.store;

import io.waymark.console.store.Customers.Kind;
import io.waymark.console.store.Customers.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Merges what happened to a customer from four tables of each day. In one instant the effects come
 * before their causes, as all is the newest first.
 */
final class Timelines {
  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingLong((Entry entry) -> entry.moment().timeMillis())
          .reversed()
          .thenComparing(entry -> entry.moment().kind());

  private Timelines() {}

  /**
   * A moment and its place among those of its kind and instant.
   *
   * @param tie the id, or the number of a touchpoint
   */
  private record Entry(Moment moment, String tie) {
    Cursor cursor() {
      return new Cursor(moment.timeMillis(), moment.kind().place(), tie);
    }
  }

  static Page<Moment> page(Handle handle, String customer, PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Entry> entries = new ArrayList<>();
    for (long day : Family.EVENTS.newestFirst(handle, Long.MIN_VALUE)) {
      int missing = request.limit() + 1 - entries.size();
      if (missing > 0 && (after == null || day <= Family.day(after.time()))) {
        entries.addAll(ofDay(handle, day, customer, after, request, missing));
      }
    }
    return Pages.cut(entries, request, Entry::cursor, Entry::moment);
  }

  private static List<Entry> ofDay(
      Handle handle,
      long day,
      String customer,
      @Nullable Cursor after,
      PageRequest request,
      int limit) {
    List<Entry> entries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      entries.addAll(ofKind(handle, day, customer, kind, after, request, limit));
    }
    entries.sort(NEWEST_FIRST);
    return entries.size() > limit ? entries.subList(0, limit) : entries;
  }

  private static List<Entry> ofKind(
      Handle handle,
      long day,
      String customer,
      Kind kind,
      @Nullable Cursor after,
      PageRequest request,
      int limit) {
    String tie = kind == Kind.TOUCHPOINT ? "seq" : "id";
    String place =
        after == null || kind.place() < after.kind()
            ? "time_ms < ?"
            : kind.place() > after.kind() ? "time_ms <= ?" : "(time_ms, " + tie + ") < (?, ?)";
    boolean hasTie = after != null && kind.place() == after.kind();
    var query =
        handle
            .createQuery(
                "SELECT time_ms, document, "
                    + tie
                    + " FROM "
                    + table(kind)
                    + "_"
                    + Family.suffix(day)
                    + " WHERE customer = ? AND "
                    + place
                    + " ORDER BY time_ms DESC, "
                    + tie
                    + " DESC LIMIT ?")
            .bind(0, customer)
            .bind(1, after == null ? Long.MAX_VALUE : after.time());
    if (after != null && hasTie) {
      if (kind == Kind.TOUCHPOINT) {
        query.bind(2, after.tieNumber(request));
      } else {
        query.bind(2, after.tie());
      }
    }
    return query
        .bind(hasTie ? 3 : 2, limit)
        .map(
            (row, context) ->
                new Entry(
                    new Moment(kind, row.getLong(1), row.getString(2)),
                    String.valueOf(row.getString(3))))
        .list();
  }

  private static String table(Kind kind) {
    return switch (kind) {
      case TRIGGER -> "triggers";
      case DECISION -> "decisions";
      case TRANSITION -> "transitions";
      case TOUCHPOINT -> "touchpoints";
    };
  }
}
