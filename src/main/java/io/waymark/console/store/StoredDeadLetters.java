package io.waymark.console.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Dead letters, their counts by reason and hour, and which were replayed. */
final class StoredDeadLetters implements DeadLetters {
  private static final RowMapper<Letter> LETTER =
      (row, context) ->
          new Letter(
              ColumnText.read(row.getString("position")),
              row.getLong("time_ms"),
              row.getString("document"),
              false);

  private final Reader reader;
  private final Kept kept;

  StoredDeadLetters(Reader reader, Kept kept) {
    this.reader = reader;
    this.kept = kept;
  }

  @Override
  public Page<Letter> page(String reason, long sinceMillis, PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Letter> rows = reader.read(handle -> rows(handle, reason, sinceMillis, after, request));
    Set<String> replayed = kept.replayed(rows.stream().map(Letter::position).toList());
    return Pages.cut(
        rows,
        request,
        row -> Cursor.of(row.timeMillis(), ColumnText.write(row.position())),
        row ->
            new Letter(
                row.position(),
                row.timeMillis(),
                row.document(),
                replayed.contains(row.position())));
  }

  private static List<Letter> rows(
      Handle handle, String reason, long sinceMillis, @Nullable Cursor after, PageRequest request) {
    long from = after == null ? sinceMillis : Math.max(sinceMillis, after.time());
    List<Letter> rows = new ArrayList<>();
    for (long day : Family.LETTERS.days(handle).tailSet(Family.day(from), true)) {
      int missing = request.limit() + 1 - rows.size();
      if (missing > 0) {
        rows.addAll(
            handle
                .createQuery(
                    "SELECT position, time_ms, document FROM dead_letters_"
                        + Family.suffix(day)
                        + " WHERE reason = ? AND time_ms >= ? AND (time_ms, position) > (?, ?)"
                        + " ORDER BY time_ms, position LIMIT ?")
                .bind(0, reason)
                .bind(1, from)
                .bind(2, after == null ? Long.MIN_VALUE : after.time())
                .bind(3, after == null ? "" : after.tie())
                .bind(4, missing)
                .map(LETTER)
                .list());
      }
    }
    return rows;
  }

  @Override
  public void keepReplayed(Collection<String> positions, long nowMillis) {
    kept.addReplayed(positions, nowMillis);
  }

  private record Sample(long timeMillis, String document) {}

  @Override
  public List<Reason> byReason(long sinceMillis, int samples) {
    return reader.read(
        handle -> {
          long from = RowCounts.floor(sinceMillis, RowCounts.HOUR_MILLIS);
          List<Long> days = Family.LETTERS.newestFirst(handle, Family.day(from));
          Map<String, Long> counts = new HashMap<>();
          days.forEach(day -> count(handle, day, from, counts));
          List<Reason> reasons = new ArrayList<>();
          counts.forEach((reason, n) -> reasons.add(reason(handle, days, reason, n, samples)));
          reasons.sort(Comparator.comparingLong(Reason::count).reversed());
          return reasons;
        });
  }

  private static void count(Handle handle, long day, long from, Map<String, Long> counts) {
    handle
        .createQuery(
            "SELECT reason, SUM(n) FROM letter_counts_"
                + Family.suffix(day)
                + " WHERE from_ms >= ? GROUP BY reason")
        .bind(0, from)
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(each -> counts.merge(each.getKey(), each.getValue(), Long::sum));
  }

  private static Reason reason(
      Handle handle, List<Long> days, String reason, long count, int samples) {
    List<Sample> latest = new ArrayList<>();
    for (long day : days) {
      int missing = Math.max(1, samples) - latest.size();
      if (missing > 0) {
        latest.addAll(
            handle
                .createQuery(
                    "SELECT time_ms, document FROM dead_letters_"
                        + Family.suffix(day)
                        + " WHERE reason = ? ORDER BY time_ms DESC LIMIT ?")
                .bind(0, reason)
                .bind(1, missing)
                .map((row, context) -> new Sample(row.getLong(1), row.getString(2)))
                .list());
      }
    }
    return new Reason(
        reason,
        count,
        latest.get(0).timeMillis(),
        latest.stream().limit(samples).map(Sample::document).toList());
  }
}
