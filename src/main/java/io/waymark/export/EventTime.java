package io.waymark.export;

import io.waymark.model.Applied;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times of events in ISO 8601, always with milliseconds: some tools take one pattern for all. */
final class EventTime {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private EventTime() {}

  static String text(Applied event) {
    return MILLIS.format(Instant.ofEpochMilli(event.eventMillis()));
  }
}
