package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Tables that are made for each day, and dropped with it. Each family has its own clock: the event
 * time of touchpoints, or the wall clock of dead letters and of steps of triggers.
 */
enum Family {
  EVENTS("day.sql"),
  LETTERS("letters.sql"),
  ATTEMPTS("attempts.sql");

  static final long DAY_MILLIS = 86_400_000;

  @SuppressWarnings("ImmutableEnumChecker") // A script is a list of texts that never changes.
  private final Script script;

  Family(String script) {
    this.script = Script.of(script);
  }

  static long day(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** Returns the end of the names of a day's tables. */
  static String suffix(long day) {
    return day < 0 ? "before_" + -day : Long.toString(day);
  }

  /** Returns the days that have tables, the oldest first. */
  NavigableSet<Long> days(Handle handle) {
    return new TreeSet<>(
        handle
            .createQuery("SELECT day FROM days WHERE family = ?")
            .bind(0, name())
            .mapTo(Long.class)
            .list());
  }

  /** Returns the days from one on that have tables, the newest first. */
  List<Long> newestFirst(Handle handle, long fromDay) {
    return new ArrayList<>(days(handle).tailSet(fromDay, true).descendingSet());
  }

  void create(Handle handle, Product product, Collection<Long> days) {
    for (long day : days) {
      script.run(handle, product, suffix(day));
      handle.execute("INSERT INTO days (family, day) VALUES (?, ?)", name(), day);
    }
  }

  void drop(Handle handle, Collection<Long> days) {
    for (long day : days) {
      for (String table : script.tables(suffix(day))) {
        handle.execute("DROP TABLE " + table);
      }
      int dropped = handle.execute("DELETE FROM days WHERE family = ? AND day = ?", name(), day);
      if (dropped != 1) {
        throw new StoreException(Kind.TAKEN, "another console dropped the day " + day, null);
      }
    }
  }
}
