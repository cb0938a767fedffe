package io.waymark.govern;

import io.waymark.rule.Holdout;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** The words in which decisions state what a gate went by. */
final class Words {
  static final String NO_ZONE = "no time zone of the customer is known";

  private Words() {}

  /** Returns the bucket of a customer, whatever the language of the machine. */
  static String bucket(int bucket, int share, String what) {
    return String.format(
        Locale.ROOT, "bucket %d of %,d, of which %d are %s", bucket, Holdout.BUCKETS, share, what);
  }

  /** Returns a moment in UTC, without seconds where there are none. */
  static String moment(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toString();
  }
}
