package io.waymark.journey;

/** The lengths of the buckets in which the map keeps what it counts, from the shortest on. */
enum Level {
  /** Kept for twice an hour, so that there is a window before. */
  MINUTES(0, 1, 120),
  /** Kept for twice a day. */
  HOURS(1, Minutes.AN_HOUR, 48),
  /** Kept for twice 30 days. */
  DAYS(2, Minutes.A_DAY, 60),
  /** One bucket for all that is older. */
  EVER(3, Long.MAX_VALUE, 1);

  /** How long open visits are kept by the day of their beginning. */
  private static final int MOST_OPEN_DAYS = 400;

  private static final Level[] ALL = values();

  private final int code;
  private final long minutes;
  private final int kept;

  Level(int code, long minutes, int kept) {
    this.code = code;
    this.minutes = minutes;
    this.kept = kept;
  }

  /** Returns the number that stands for the level in state. */
  int code() {
    return code;
  }

  static Level of(int code) {
    return ALL[code];
  }

  long bucket(long minute) {
    return Math.floorDiv(minute, minutes);
  }

  /** Returns the minute at which a bucket begins. */
  long beginMinute(long bucket) {
    return bucket * minutes;
  }

  /** Returns the minute at which the bucket of a minute begins. */
  long floor(long minute) {
    return beginMinute(bucket(minute));
  }

  /** Returns whether buckets of another level are made of those of this one. */
  boolean isWithin(Level other) {
    return minutes <= other.minutes;
  }

  /** Returns the level with the shortest buckets that surely still has a minute. */
  static Level finest(long minute, long nowMinute) {
    if (HOURS.bucket(minute) >= HOURS.bucket(nowMinute) - 1) {
      return MINUTES;
    }
    return DAYS.bucket(minute) >= DAYS.bucket(nowMinute) - 1 ? HOURS : DAYS;
  }

  /** Returns the level with the shortest buckets in which a sum is still needed, or will be. */
  static Level needed(int measure, long minute, long nowMinute) {
    if (Measure.isOfCourse(measure)) {
      return DAYS.keeps(measure, minute, nowMinute) ? DAYS : EVER;
    }
    Level level = MINUTES;
    while (level != EVER && !level.keeps(measure, minute, nowMinute)) {
      level = ALL[level.code + 1];
    }
    return level;
  }

  private boolean keeps(int measure, long minute, long nowMinute) {
    long age = bucket(nowMinute) - bucket(minute);
    return age < kept || (this == DAYS && measure == Measure.OPEN && age < MOST_OPEN_DAYS);
  }
}
