package io.waymark.journey;

import io.waymark.model.Window;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sums of one place in each window that ends at a minute, and in the one before it, each at
 * {@link Rings#ALL_TIME}.
 */
final class WindowSums {
  private static final Window[] WINDOWS = Window.values();

  private final long minute;
  private final Map<Window, Counts> sums = new EnumMap<>(Window.class);
  private final Map<Window, Counts> before = new EnumMap<>(Window.class);

  WindowSums(long minute) {
    this.minute = minute;
    for (Window window : WINDOWS) {
      sums.put(window, new Counts());
      before.put(window, new Counts());
    }
  }

  /** Returns the minute at which the windows end. */
  long minute() {
    return minute;
  }

  Counts sums(Window window) {
    return of(sums, window);
  }

  Counts sumsBefore(Window window) {
    return of(before, window);
  }

  private static Counts of(Map<Window, Counts> sums, Window window) {
    Counts counts = sums.get(window);
    if (counts == null) {
      throw new IllegalStateException("every window has sums");
    }
    return counts;
  }

  /** Adds a sum to the windows that it belongs to. */
  void add(Level level, int measure, long beginMinute, long amount) {
    for (Window window : WINDOWS) {
      if (Measure.isOfCourse(measure)) {
        if (isKnown(window, level, beginMinute)) {
          sums(window).add(measure, Rings.ALL_TIME, amount);
        }
      } else {
        if (window == Window.ALL || holds(window, level, beginMinute)) {
          sums(window).add(measure, Rings.ALL_TIME, amount);
        }
        if (heldBefore(window, level, beginMinute)) {
          sumsBefore(window).add(measure, Rings.ALL_TIME, amount);
        }
      }
    }
  }

  /** Returns whether a course of a day has been known since yesterday, in a window of days. */
  private boolean isKnown(Window window, Level level, long beginMinute) {
    if (level == Level.EVER) {
      return window == Window.ALL;
    }
    return Windows.level(window) == Level.DAYS
        && Windows.holds(window, level.bucket(beginMinute) + 1, Level.DAYS.bucket(minute));
  }

  private boolean holds(Window window, Level level, long beginMinute) {
    Level kept = Windows.level(window);
    return level.isWithin(kept)
        && Windows.holds(window, kept.bucket(beginMinute), kept.bucket(minute));
  }

  private boolean heldBefore(Window window, Level level, long beginMinute) {
    Level kept = Windows.level(window);
    return level.isWithin(kept)
        && Windows.heldBefore(window, kept.bucket(beginMinute), kept.bucket(minute));
  }
}
