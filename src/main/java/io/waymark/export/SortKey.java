package io.waymark.export;

import java.util.Comparator;

/**
 * The order of what a {@link DiskSort} sorts: by name, then by time, then by number.
 *
 * @param number of the record among all that were added
 */
record SortKey(String name, long timeMillis, long number) implements Comparable<SortKey> {
  private static final Comparator<SortKey> ORDER =
      Comparator.comparing(SortKey::name)
          .thenComparingLong(SortKey::timeMillis)
          .thenComparingLong(SortKey::number);

  @Override
  public int compareTo(SortKey other) {
    return ORDER.compare(this, other);
  }
}
