package io.waymark.journey;

import io.waymark.model.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the map at one place. Each sum is kept once, by the minute, hour or day, whichever
 * is the longest that the windows can still be made of, and goes on to the next longer as time
 * passes. A late count goes where sums of its time are. Courses are kept by day only, and dated in
 * the future until they are known.
 */
final class Rings {
  /** Stands for the time of the sums of a window. */
  static final long ALL_TIME = 0;

  private static final int LEVEL_BITS = 2;

  /** Far later than any date, and small enough for the key of a sum. */
  private static final long LATEST_MINUTE = 1L << 48;

  /** Sums by the level and the first minute of their bucket. */
  private Counts sums;

  /** The sums of the windows as of the last cut; null where a count has changed since. */
  private @Nullable WindowSums windows;

  Rings() {
    this(new Counts());
  }

  private Rings(Counts sums) {
    this.sums = sums;
  }

  /**
   * Adds to a sum.
   *
   * @param nowMinute up to which time has passed, or earlier
   */
  void add(int measure, long minute, long amount, long nowMinute) {
    add(sums, Level.needed(measure, minute, nowMinute), measure, minute, amount);
    windows = null;
  }

  private static void add(Counts sums, Level level, int measure, long minute, long amount) {
    long begin = level.floor(Math.min(LATEST_MINUTE, Math.max(0, minute)));
    sums.add(measure, (begin << LEVEL_BITS) | level.code(), amount);
  }

  /** Takes sums with their level and the first minute of their bucket. */
  private interface Visitor {
    void visit(Level level, int measure, long beginMinute, long amount);
  }

  private void forEach(Visitor visitor) {
    sums.forEach(
        (measure, time, amount) ->
            visitor.visit(
                Level.of((int) time & ((1 << LEVEL_BITS) - 1)),
                measure,
                time >> LEVEL_BITS,
                amount));
  }

  /** Returns the sum of a measure over all time. */
  long all(int measure) {
    long[] all = new long[1];
    sums.forEach((each, time, amount) -> all[0] += each == measure ? amount : 0);
    return all[0];
  }

  /**
   * Returns the sums of a window, each at {@link #ALL_TIME}. Of courses it has those that have been
   * known since yesterday.
   *
   * @param minute at which the window ends
   */
  Counts sums(Window window, long minute) {
    return windows(minute).sums(window);
  }

  /** Returns the sums of the window before; it has no courses. */
  Counts sumsBefore(Window window, long minute) {
    return windows(minute).sumsBefore(window);
  }

  /** Returns the sums of all windows, which are made anew where a count or the minute changed. */
  private WindowSums windows(long minute) {
    WindowSums known = windows;
    if (known == null || known.minute() != minute) {
      WindowSums made = new WindowSums(minute);
      forEach(made::add);
      windows = made;
      return made;
    }
    return known;
  }

  /**
   * Visits open visits that began in a window, by the finest bucket of their beginning that is kept
   * for sure, so that the age of a short one is not told in days: minutes in this hour and the one
   * before, hours in this day and the one before, else days.
   */
  void openVisits(Window window, long minute, OpenVisits visitor) {
    Level kept = Windows.level(window);
    long now = kept.bucket(minute);
    Counts byBegin = new Counts();
    forEach(
        (level, measure, begin, amount) -> {
          if (measure == Measure.OPEN
              && level != Level.EVER
              && Windows.holds(window, kept.bucket(begin), now)) {
            byBegin.add(measure, Level.finest(begin, minute).floor(begin), amount);
          }
        });
    byBegin.forEach((measure, began, amount) -> visitor.visit(began * Minutes.MILLIS, amount));
  }

  /** Takes open visits. */
  interface OpenVisits {
    void visit(long beganMillis, long visits);
  }

  /** Moves sums on to the longer buckets that are enough from now on. */
  void expire(long nowMinute) {
    Counts moved = new Counts();
    forEach(
        (level, measure, begin, amount) -> {
          Level needed = Level.needed(measure, begin, nowMinute);
          add(moved, needed.isWithin(level) ? level : needed, measure, begin, amount);
        });
    sums = moved;
    windows = null;
  }

  void write(DataOutput out) throws IOException {
    sums.write(out);
  }

  static Rings read(DataInput in) throws IOException {
    return new Rings(Counts.read(in));
  }

  /**
   * Reads the earlier form, in which each level had all sums of its time: those of longer buckets
   * are without those of the shorter ones now.
   */
  static Rings readNested(DataInput in) throws IOException {
    Counts sums = new Counts();
    Counts.read(in).forEach((measure, time, amount) -> add(sums, Level.EVER, measure, 0, amount));
    for (Level level : List.of(Level.MINUTES, Level.HOURS, Level.DAYS)) {
      Level longer = Level.of(level.code() + 1);
      Counts.read(in)
          .forEach(
              (measure, bucket, amount) -> {
                long begin = level.beginMinute(bucket);
                add(sums, level, measure, begin, amount);
                if (!Measure.isOfCourse(measure)) {
                  add(sums, longer, measure, begin, -amount);
                }
              });
    }
    return new Rings(sums);
  }
}
