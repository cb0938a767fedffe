package io.waymark.govern.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the customers that one subtask meets, and to whom rules send, by slots of event time.
 * Mutable, of one thread.
 */
public final class Headcounts {
  /** The least number of slots that are handed on together while a backlog is read. */
  private static final int MANY = 32;

  private final Map<Long, Headcount> counts = new TreeMap<>();
  private long slotMillis;
  private long earliestSlot = Long.MIN_VALUE;
  private Headcount latest = new Headcount(Long.MIN_VALUE);

  /** Begins anew where slots have another length from now on. */
  public void begin(long millis) {
    if (slotMillis != millis) {
      slotMillis = millis;
      earliestSlot = Long.MIN_VALUE;
      clear();
    }
  }

  /** Notes that a customer was met. */
  public void note(String customer, long millis) {
    of(millis).note(Sample.hash(customer));
  }

  /**
   * Notes that a rule sends to a customer.
   *
   * @param version of the rule that is in force
   */
  public void noteSent(String rule, String version, String customer, long millis) {
    of(millis).noteSent(rule, version, Sample.hash(customer));
  }

  /** Returns the count of a moment, or of the earliest slot that is not over. */
  private Headcount of(long millis) {
    long slot = Math.max(earliestSlot, Math.floorDiv(millis, slotMillis));
    if (latest.slot() != slot) {
      latest = counts.computeIfAbsent(slot, Headcount::new);
    }
    return latest;
  }

  public boolean areMany() {
    return counts.size() >= MANY;
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Returns whether a slot has ended since {@link #pass} was last told a time. */
  public boolean hasEnded(long clockMillis) {
    return Math.floorDiv(clockMillis, slotMillis) > earliestSlot;
  }

  /** Notes that all that happened before a time was noted. */
  public void pass(long clockMillis) {
    earliestSlot = Math.max(earliestSlot, Math.floorDiv(clockMillis, slotMillis));
  }

  /** Returns what was counted since the last time, in the order of slots. */
  public List<Headcount> drain() {
    List<Headcount> drained = new ArrayList<>(counts.values());
    clear();
    return drained;
  }

  private void clear() {
    counts.clear();
    latest = new Headcount(Long.MIN_VALUE);
  }
}
