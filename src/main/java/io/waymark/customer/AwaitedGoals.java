package io.waymark.customer;

import io.waymark.match.Runs;
import java.util.ArrayList;
import java.util.List;

/**
 * The goals that are awaited from a customer, in order of their decisions. Mutable, of one thread.
 */
final class AwaitedGoals {
  /** More rules than send to one customer within one span; an entry takes about 60 bytes. */
  static final int MOST = 20;

  static final int NONE = -1;

  private final List<AwaitedGoal> all = new ArrayList<>();

  int size() {
    return all.size();
  }

  AwaitedGoal get(int number) {
    return all.get(number);
  }

  void set(int number, AwaitedGoal goal) {
    all.set(number, goal);
  }

  AwaitedGoal remove(int number) {
    return all.remove(number);
  }

  /** Adds a goal that was kept with the customer, after those that were kept before it. */
  void restore(AwaitedGoal goal) {
    all.add(goal);
  }

  /**
   * Adds a goal.
   *
   * @return whether the oldest is dropped for it; those whose span is over and that are about to be
   *     counted take no place
   */
  boolean add(AwaitedGoal goal) {
    int open = 0;
    int oldest = NONE;
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).untilMillis() > goal.sinceMillis()) {
        open++;
        oldest = i;
      }
    }
    boolean isFull = open >= MOST;
    if (isFull) {
      all.remove(oldest);
    }
    all.add(goal);
    return isFull;
  }

  /** Returns the number of the goal of a rule whose span is not over; {@link #NONE} for none. */
  int find(long rule, long atMillis) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).rule() == rule && all.get(i).untilMillis() > atMillis) {
        return i;
      }
    }
    return NONE;
  }

  /** Returns when the next span ends; {@link Runs#NEVER} for none. */
  long earliestMillis() {
    long earliest = Runs.NEVER;
    for (int i = 0; i < all.size(); i++) {
      earliest = Math.min(earliest, all.get(i).untilMillis());
    }
    return earliest;
  }
}
