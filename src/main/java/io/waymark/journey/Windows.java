package io.waymark.journey;

import io.waymark.model.Window;

/**
 * The buckets of the windows. A window is a number of whole buckets, the one that is still filling
 * among them, so that its counts are sums.
 */
final class Windows {
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

  /** Returns whether a bucket is in the window before; there is none before all. */
  static boolean heldBefore(Window window, long bucket, long now) {
    return window != Window.ALL && holds(window, bucket, now - buckets(window));
  }
}
