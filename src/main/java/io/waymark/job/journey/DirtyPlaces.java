package io.waymark.job.journey;

import java.util.Arrays;

/**
 * The places of dirty customers, in the order in which they became dirty. A doubly linked list in
 * two arrays: each place is in it at most once, and is found and removed without a search or an
 * object of its own.
 */
final class DirtyPlaces {
  static final int NONE = -1;

  private static final int CLEAN = -2;

  /** The places that became dirty next, by place; {@link #CLEAN} if it is not in the list. */
  private final int[] next;

  private final int[] previous;
  private int first = NONE;
  private int last = NONE;
  private int size;

  DirtyPlaces(int places) {
    next = new int[places];
    previous = new int[places];
    Arrays.fill(next, CLEAN);
  }

  boolean contains(int place) {
    return next[place] != CLEAN;
  }

  /** Adds a place that is not in the list, at its end. */
  void add(int place) {
    next[place] = NONE;
    previous[place] = last;
    if (last == NONE) {
      first = place;
    } else {
      next[last] = place;
    }
    last = place;
    size++;
  }

  /** Removes a place that is in the list. */
  void remove(int place) {
    int before = previous[place];
    int after = next[place];
    if (before == NONE) {
      first = after;
    } else {
      next[before] = after;
    }
    if (after == NONE) {
      last = before;
    } else {
      previous[after] = before;
    }
    next[place] = CLEAN;
    size--;
  }

  /** Returns the place that has been dirty for longest; {@link #NONE} if there is none. */
  int first() {
    return first;
  }

  int size() {
    return size;
  }
}
