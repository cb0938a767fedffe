package io.waymark.journey;

import io.waymark.model.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counts of the map at one place: sums by minute, hour and day, each kept as long as a window
 * needs them, and sums over all time. A late count goes into its own bucket. Courses are kept by
 * day only, and dated in the future until they are known.
 */
final class Rings {
  /** Stands for the time of sums over all time. */
  static final long ALL_TIME = 0;

  private static final Level[] LEVELS = Level.values();

  private final Map<Level, Counts> levels = new EnumMap<>(Level.class);

  /** Sums over all time; of courses, those whose day is no longer kept. */
  private final Counts all;

  Rings() {
    this.all = new Counts();
    for (Level level : LEVELS) {
      levels.put(level, new Counts());
    }
  }

  private Rings(Counts all) {
    this.all = all;
  }

  void add(int measure, long minute, long amount) {
    if (Measure.isOfCourse(measure)) {
      at(Level.DAYS).add(measure, Level.DAYS.bucket(minute), amount);
      return;
    }
    all.add(measure, ALL_TIME, amount);
    for (Level level : LEVELS) {
      at(level).add(measure, level.bucket(minute), amount);
    }
  }

  /** Adds all that another place has. */
  void addAll(Rings other) {
    other.all.forEach(all::add);
    for (Level level : LEVELS) {
      other.at(level).forEach(at(level)::add);
    }
  }

  private Counts at(Level level) {
    Counts counts = levels.get(level);
    if (counts == null) {
      throw new IllegalStateException("every level has counts");
    }
    return counts;
  }

  /** Returns the sum of a measure over all time. */
  long all(int measure) {
    return all.get(measure, ALL_TIME);
  }

  /**
   * Returns the sums of a window, each at {@link #ALL_TIME}. Of courses it has those that have been
   * known since yesterday.
   *
   * @param minute at which the window ends
   */
  Counts sums(Window window, long minute) {
    Level level = Windows.level(window);
    long now = level.bucket(minute);
    Counts sums = new Counts();
    if (window == Window.ALL) {
      all.forEach((measure, time, amount) -> sums.add(measure, ALL_TIME, amount));
    }
    at(level)
        .forEach(
            (measure, bucket, amount) -> {
              boolean isMeant =
                  Measure.isOfCourse(measure)
                      ? Windows.holds(window, bucket + 1, now)
                      : window != Window.ALL && Windows.holds(window, bucket, now);
              if (isMeant) {
                sums.add(measure, ALL_TIME, amount);
              }
            });
    return sums;
  }

  /** Returns the sums of the window before. */
  Counts sumsBefore(Window window, long minute) {
    Level level = Windows.level(window);
    long now = level.bucket(minute);
    Counts sums = new Counts();
    at(level)
        .forEach(
            (measure, bucket, amount) -> {
              if (Windows.heldBefore(window, bucket, now)) {
                sums.add(measure, ALL_TIME, amount);
              }
            });
    return sums;
  }

  /**
   * Visits open visits that began in a window, by the finest bucket of their beginning that is kept
   * for sure, so that the age of a short one is not told in days: minutes in this hour and the one
   * before, hours in this day and the one before, else days.
   */
  void openVisits(Window window, long minute, OpenVisits visitor) {
    Level kept = Windows.level(window);
    long now = kept.bucket(minute);
    for (Level level : LEVELS) {
      at(level)
          .forEach(
              (measure, bucket, amount) -> {
                long began = level.beginMinute(bucket);
                if (measure == Measure.OPEN
                    && Level.finest(began, minute) == level
                    && Windows.holds(window, kept.bucket(began), now)) {
                  visitor.visit(began * Minutes.MILLIS, amount);
                }
              });
    }
  }

  /** Takes open visits. */
  interface OpenVisits {
    void visit(long beganMillis, long visits);
  }

  /** Drops what no window needs any more. */
  void expire(long minute) {
    for (Level level : LEVELS) {
      long now = level.bucket(minute);
      Counts before = at(level);
      before.forEach(
          (measure, bucket, amount) -> {
            if (Measure.isOfCourse(measure) && !level.keeps(measure, bucket, now)) {
              all.add(measure, ALL_TIME, amount);
            }
          });
      levels.put(level, before.copy((measure, bucket) -> level.keeps(measure, bucket, now)));
    }
  }

  void write(DataOutput out) throws IOException {
    all.write(out);
    for (Level level : LEVELS) {
      at(level).write(out);
    }
  }

  static Rings read(DataInput in) throws IOException {
    Rings rings = new Rings(Counts.read(in));
    for (Level level : LEVELS) {
      rings.levels.put(level, Counts.read(in));
    }
    return rings;
  }
}
