package io.waymark.console.store;

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

  /** Returns entries, the newest first. */
  Page<Entry> page(PageRequest request);
}
