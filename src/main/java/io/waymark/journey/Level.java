package io.waymark.journey;

/** The lengths of the buckets in which the map keeps what it counts. */
enum Level {
  /** Kept for twice an hour, so that there is a window before. */
  MINUTES(1, 120),
  /** Kept for twice a day. */
  HOURS(Minutes.AN_HOUR, 48),
  /** Kept for twice 30 days. */
  DAYS(Minutes.A_DAY, 60);

  /** How long open visits are kept by the day of their beginning. */
  private static final int MOST_OPEN_DAYS = 400;

  private final long minutes;
  private final int kept;

  Level(long minutes, int kept) {
    this.minutes = minutes;
    this.kept = kept;
  }

  long bucket(long minute) {
    return Math.floorDiv(minute, minutes);
  }

  /** Returns the minute at which a bucket begins. */
  long beginMinute(long bucket) {
    return bucket * minutes;
  }

  /** Returns the level with the shortest buckets that surely still has a minute. */
  static Level finest(long minute, long nowMinute) {
    if (HOURS.bucket(minute) >= HOURS.bucket(nowMinute) - 1) {
      return MINUTES;
    }
    return DAYS.bucket(minute) >= DAYS.bucket(nowMinute) - 1 ? HOURS : DAYS;
  }

  /** Returns whether a sum is still needed, or will be. */
  boolean keeps(int measure, long bucket, long nowBucket) {
    return bucket > nowBucket - kept
        || (this == DAYS && measure == Measure.OPEN && bucket > nowBucket - MOST_OPEN_DAYS);
  }
}
