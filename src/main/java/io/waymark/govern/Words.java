package io.waymark.govern;

import java.time.Instant;
import java.time.ZoneOffset;

/** The words in which decisions state what a gate went by. */
final class Words {
  static final String NO_ZONE = "no time zone of the customer is known";

  private Words() {}

  /** Returns a moment in UTC, without seconds where there are none. */
  static String moment(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toString();
  }
}
