package io.waymark.journey;

import io.waymark.model.Window;
import java.util.OptionalLong;

/**
 * The buckets of the windows. A window is a number of whole buckets, the one that is still filling
 * among them, so that its counts are sums.
 */
public final class Windows {
  private Windows() {}

  /** Returns the level at which the buckets of a window are kept. */
  static Level level(Window window) {
    return switch (window) {
      case HOUR -> Level.MINUTES;
      case DAY -> Level.HOURS;
      case WEEK, MONTH, ALL -> Level.DAYS;
    };
  }

  private static int buckets(Window window) {
    return switch (window) {
      case HOUR -> 60;
      case DAY -> 24;
      case WEEK -> 7;
      case MONTH -> 30;
      case ALL -> Integer.MAX_VALUE;
    };
  }

  /** Returns whether a bucket is in the window that ends now. */
  static boolean holds(Window window, long bucket, long now) {
    return bucket <= now && bucket > now - buckets(window);
  }

  /**
   * Returns the first moment at which a window holds nothing of the one that ended at an earlier
   * moment, so that the two can be compared; empty for the window that holds everything.
   */
  public static OptionalLong apartFrom(Window window, long endedMillis) {
    if (window == Window.ALL) {
      return OptionalLong.empty();
    }
    Level level = level(window);
    long next = level.bucket(Minutes.of(endedMillis)) + buckets(window);
    return OptionalLong.of(level.beginMinute(next) * Minutes.MILLIS);
  }

  /** Returns when the window begins that ends at a moment; 1970 for the one of all time. */
  public static long beginMillis(Window window, long endMillis) {
    return window == Window.ALL ? 0 : beginMinute(window, Minutes.of(endMillis)) * Minutes.MILLIS;
  }

  /** Returns the minute at which the window begins that ends with the bucket of a minute. */
  static long beginMinute(Window window, long minute) {
    Level level = level(window);
    return level.beginMinute(level.bucket(minute) - buckets(window) + 1);
  }

  /** Returns the minute at which the bucket of a minute ends. */
  static long endMinute(Window window, long minute) {
    Level level = level(window);
    return level.beginMinute(level.bucket(minute) + 1);
  }
}
