package io.waymark.journey;

import io.waymark.model.Window;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The sums of one place in each window that ends at a minute, and in the one before it, each at
 * {@link Rings#ALL_TIME}.
 */
final class WindowSums {
  private static final Window[] WINDOWS = Window.values();

  /**
   * A window as minutes; a cut asks for each sum of the map whether it is in, so that all else is
   * computed before.
   *
   * @param level of which it needs sums, or shorter ones
   * @param beforeMinute at which the window before begins
   * @param endMinute at which its last bucket ends
   */
  private record Span(
      Window window,
      Level level,
      long beforeMinute,
      long beginMinute,
      long endMinute,
      Counts sums,
      Counts sumsBefore) {
    static Span of(Window window, long minute) {
      return window == Window.ALL
          ? new Span(
              window,
              Level.EVER,
              Long.MIN_VALUE,
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              new Counts(),
              new Counts())
          : new Span(
              window,
              Windows.level(window),
              Windows.beginMinute(window, Windows.beginMinute(window, minute) - 1),
              Windows.beginMinute(window, minute),
              Windows.endMinute(window, minute),
              new Counts(),
              new Counts());
    }

    void add(Level kept, int measure, long minute, long amount) {
      if (!kept.isWithin(level) || minute < beforeMinute || minute >= endMinute) {
        return;
      }
      (minute >= beginMinute ? sums : sumsBefore).add(measure, Rings.ALL_TIME, amount);
    }

    /** Adds a course, if it has been known since yesterday, and within the window. */
    void addCourse(Level kept, int measure, long knownMinute, long amount) {
      boolean isIn =
          kept == Level.EVER
              ? window == Window.ALL
              : Windows.level(window) == Level.DAYS && knownMinute >= beginMinute;
      if (isIn) {
        sums.add(measure, Rings.ALL_TIME, amount);
      }
    }
  }

  private final long minute;
  private final Map<Window, Span> byWindow = new EnumMap<>(Window.class);
  private final Span[] spans;

  WindowSums(long minute) {
    this.minute = minute;
    for (Window window : WINDOWS) {
      byWindow.put(window, Span.of(window, minute));
    }
    spans = byWindow.values().toArray(Span[]::new);
  }

  /** Returns the minute at which the windows end. */
  long minute() {
    return minute;
  }

  Counts sums(Window window) {
    return of(window).sums();
  }

  Counts sumsBefore(Window window) {
    return of(window).sumsBefore();
  }

  private Span of(Window window) {
    return Objects.requireNonNull(byWindow.get(window));
  }

  /** Adds a sum to the windows that it belongs to. */
  void add(Level level, int measure, long beginMinute, long amount) {
    if (!Measure.isOfCourse(measure)) {
      for (Span span : spans) {
        span.add(level, measure, beginMinute, amount);
      }
    } else if (level == Level.EVER || beginMinute < Level.DAYS.floor(minute)) {
      for (Span span : spans) {
        span.addCourse(level, measure, beginMinute + Minutes.A_DAY, amount);
      }
    }
  }
}
