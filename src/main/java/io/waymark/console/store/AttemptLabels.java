package io.waymark.console.store;

import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.Trigger.Latency;
import org.jspecify.annotations.Nullable;

/** The few labels by which steps of triggers are counted. */
final class AttemptLabels {
  static final String ATTEMPTS_BY_HOUR = "attempts-hour";
  static final String DELIVERED_BY_MINUTE = "delivered-minute";
  static final String DELIVERED_BY_HOUR = "delivered-hour";
  static final String FAILED_BY_MINUTE = "failed-minute";
  static final String FAILED_BY_HOUR = "failed-hour";

  /** The label of deliveries whose latency is not known. */
  static final String UNKNOWN = "";

  private static final int LONGEST = 100;
  private static final char BETWEEN = '|';

  private AttemptLabels() {}

  /** Returns outcome and answer as one label. */
  static String of(DeliveryAttempt attempt) {
    return attempt.outcome().code() + BETWEEN + answer(attempt);
  }

  /** Returns the status of HTTP, or else the reason without what differs from time to time. */
  private static String answer(DeliveryAttempt attempt) {
    if (attempt.status() != null) {
      return "HTTP " + attempt.status();
    }
    String reason = attempt.reason().replaceAll("\\d+", "\u2026");
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason;
  }

  static Deliveries.Answer read(String label, long count) {
    int at = label.indexOf(BETWEEN);
    return new Deliveries.Answer(label.substring(0, at), label.substring(at + 1), count);
  }

  /** Adds an attempt to the counts of its day. */
  static void count(RowCounts counts, DeliveryAttempt attempt) {
    String to = ColumnText.write(attempt.to());
    long time = attempt.timeMillis();
    counts.add(ATTEMPTS_BY_HOUR, time, RowCounts.HOUR_MILLIS, to, ColumnText.write(of(attempt)));
    if (attempt.outcome() == Outcome.DELIVERED) {
      String late = bucket(attempt);
      counts.add(DELIVERED_BY_MINUTE, time, RowCounts.MINUTE_MILLIS, to, late);
      counts.add(DELIVERED_BY_HOUR, time, RowCounts.HOUR_MILLIS, to, late);
    } else if (attempt.outcome() == Outcome.FAILED) {
      counts.add(FAILED_BY_MINUTE, time, RowCounts.MINUTE_MILLIS, to, "");
      counts.add(FAILED_BY_HOUR, time, RowCounts.HOUR_MILLIS, to, "");
    }
  }

  private static String bucket(DeliveryAttempt attempt) {
    Latency latency = attempt.latency();
    @Nullable Long emitted = latency == null ? null : latency.emittedMillis();
    return emitted == null
        ? UNKNOWN
        : Long.toString(Lateness.bucket(attempt.timeMillis() - emitted));
  }
}
