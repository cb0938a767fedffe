package io.waymark.console.store;

import org.jspecify.annotations.Nullable;

/** Keeps who changed what. The record is never dropped, and Kafka cannot rebuild it. */
public interface Audit {
  /**
   * A change.
   *
   * @param what the kind of change, such as {@code rule published}
   * @param about the thing that was changed, such as the id of a rule
   * @param detail a text for people
   */
  record Entry(long timeMillis, String who, String what, String about, String detail) {}

  /** Keeps an entry; when it returns, the entry is on disk. */
  void record(Entry entry);

  /**
   * Says which entries are asked for.
   *
   * @param who null for anybody
   * @param what null for any kind of change
   * @param sinceMillis when the change was, at the earliest
   */
  record Filter(@Nullable String who, @Nullable String what, long sinceMillis) {
    public static final Filter ALL = new Filter(null, null, Long.MIN_VALUE);
  }

  /** Returns entries, the newest first. */
  Page<Entry> page(Filter filter, PageRequest request);
}
