package io.waymark.console.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Dead letters, and their counts by reason and hour. */
final class StoredDeadLetters implements DeadLetters {
  private final Reader reader;

  StoredDeadLetters(Reader reader) {
    this.reader = reader;
  }

  private record Sample(long timeMillis, String document) {}

  @Override
  public List<Reason> byReason(long sinceMillis, int samples) {
    return reader.read(
        handle -> {
          long from = RowWriter.floor(sinceMillis, RowWriter.HOUR_MILLIS);
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
