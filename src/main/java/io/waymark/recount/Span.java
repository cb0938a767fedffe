package io.waymark.recount;

import io.waymark.model.Window;

/**
 * A time from a beginning to an end, which it does not hold. A window is whole minutes, hours or
 * days, the last of which is still going on.
 */
record Span(long beginMillis, long endMillis) {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  static Span of(Window window, long asOfMillis) {
    return switch (window) {
      case HOUR -> last(60, MINUTE, asOfMillis);
      case DAY -> last(24, HOUR, asOfMillis);
      case WEEK -> last(7, DAY, asOfMillis);
      case MONTH -> last(30, DAY, asOfMillis);
      case ALL -> new Span(Long.MIN_VALUE, Long.MAX_VALUE);
    };
  }

  /** Returns the window before; nothing is before all. */
  static Span before(Window window, long asOfMillis) {
    Span now = of(window, asOfMillis);
    return window == Window.ALL
        ? new Span(0, 0)
        : new Span(now.beginMillis - (now.endMillis - now.beginMillis), now.beginMillis);
  }

  private static Span last(int units, long unitMillis, long asOfMillis) {
    long end = begin(unitMillis, asOfMillis) + unitMillis;
    return new Span(end - units * unitMillis, end);
  }

  /** Returns when the unit that holds a time began. */
  static long begin(long unitMillis, long millis) {
    return Math.floorDiv(millis, unitMillis) * unitMillis;
  }

  boolean holds(long millis) {
    return millis >= beginMillis && millis < endMillis;
  }
}
