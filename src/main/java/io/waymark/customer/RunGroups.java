package io.waymark.customer;

import java.util.Arrays;

/**
 * Finds open runs of a customer that differ in nothing but their rule and correlation value, as do
 * those that many rules opened at one touchpoint, so that what they share is written once. Of one
 * thread, and used again for each customer.
 *
 * <p>Runs that were opened together lie together in the table, so each is compared with the latest
 * groups only. The runs of a group are a list that is linked by their numbers in the table.
 */
final class RunGroups {
  static final int NONE = -1;

  private static final int COMPARED = 8;

  private int[] first = new int[COMPARED];
  private int[] last = new int[COMPARED];
  private int[] sizes = new int[COMPARED];
  private int[] next = new int[COMPARED];
  private int count;

  /** Groups all runs of a table, in place of those of the table before. */
  void collect(RunsTable runs) {
    if (next.length < runs.size()) {
      first = new int[2 * runs.size()];
      last = new int[2 * runs.size()];
      sizes = new int[2 * runs.size()];
      next = new int[2 * runs.size()];
    }
    count = 0;
    for (int i = 0; i < runs.size(); i++) {
      next[i] = NONE;
      int group = groupOf(runs, i);
      if (group == count) {
        first[count] = i;
        sizes[count++] = 1;
      } else {
        next[last[group]] = i;
        sizes[group]++;
      }
      last[group] = i;
    }
  }

  /** Returns the number of groups. */
  int count() {
    return count;
  }

  /** Returns how many runs a group has. */
  int size(int group) {
    return sizes[group];
  }

  /** Returns the number of the first runs of a group. */
  int first(int group) {
    return first[group];
  }

  /** Returns the number of the runs after others of their group; {@link #NONE} after the last. */
  int next(int number) {
    return next[number];
  }

  /** Returns the group that runs belong to, or the number of a new one. */
  private int groupOf(RunsTable runs, int number) {
    OpenRuns own = runs.get(number);
    for (int group = count - 1; group >= Math.max(0, count - COMPARED); group--) {
      if (shareContent(runs.get(first[group]), own)) {
        return group;
      }
    }
    return count;
  }

  @SuppressWarnings("ArrayEquals") // mostly the very array, where they share it
  private static boolean shareContent(OpenRuns one, OpenRuns other) {
    return one.silentSinceMillis() == other.silentSinceMillis()
        && one.lastStartMillis() == other.lastStartMillis()
        && (one.stored() == other.stored() || Arrays.equals(one.stored(), other.stored()));
  }
}
