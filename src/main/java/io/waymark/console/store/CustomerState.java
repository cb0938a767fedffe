package io.waymark.console.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts the state of a customer together from the newest rows and counts. */
final class CustomerState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CustomerState() {}

  private record Latest(long timeMillis, String document) {}

  static Optional<Customers.State> of(Handle handle, String customer) {
    List<Long> days = Family.EVENTS.newestFirst(handle, Long.MIN_VALUE);
    Latest touchpoint = latest(handle, days, "touchpoints", "seq", customer);
    if (touchpoint == null) {
      return Optional.empty();
    }
    Latest transition = latest(handle, days, "transitions", "id", customer);
    return Optional.of(
        new Customers.State(
            ColumnText.read(customer),
            RowWriter.keyOf(customer),
            stage(touchpoint.document()),
            transition == null ? null : transition.timeMillis(),
            touchpoint.timeMillis(),
            count(handle, days, "touchpoints", customer),
            count(handle, days, "triggers", customer),
            count(handle, days, "decisions", customer)));
  }

  private static @Nullable Latest latest(
      Handle handle, List<Long> days, String table, String tie, String customer) {
    for (long day : days) {
      Optional<Latest> found =
          handle
              .createQuery(
                  "SELECT time_ms, document FROM "
                      + table
                      + "_"
                      + Family.suffix(day)
                      + " WHERE customer = ? ORDER BY time_ms DESC, "
                      + tie
                      + " DESC LIMIT 1")
              .bind(0, customer)
              .map((row, context) -> new Latest(row.getLong(1), row.getString(2)))
              .findOne();
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  private static long count(Handle handle, List<Long> days, String table, String customer) {
    long count = 0;
    for (long day : days) {
      count +=
          handle
              .createQuery(
                  "SELECT COUNT(*) FROM "
                      + table
                      + "_"
                      + Family.suffix(day)
                      + " WHERE customer = ?")
              .bind(0, customer)
              .mapTo(Long.class)
              .one();
    }
    return count;
  }

  private static @Nullable String stage(String document) {
    try {
      return JSON.readTree(document).path("stage").textValue();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("only documents that were read are stored", e);
    }
  }
}
