package io.waymark.govern;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The times at which rules last sent a customer a trigger. Mutable, of one thread, and kept with
 * the customer.
 *
 * <p>Rules are named by the digest of their ids, so that a rule keeps its entry when its text
 * changes. An entry outlasts the cooldown, and is made for a rule without one, too: an edit may
 * make a cooldown longer, and then counts from a trigger that was sent long before. So no entry
 * goes away with time, which other rules would have to notice; of more than {@link #MOST_RULES} the
 * one of the earliest trigger does. An entry takes 14 bytes of state.
 *
 * <p>Entries lie in arrays in order of their triggers: a customer may have hundreds.
 */
public final class Cooldowns {
  /** More rules than send to one customer where triggers are meant to be acted on; 14 KB. */
  public static final int MOST_RULES = 1_000;

  private static final int FEW = 4;
  private static final int NONE = -1;

  private long[] idDigests = {};
  private long[] sentMillis = {};
  private int size;

  /**
   * Returns when a rule last sent a trigger; empty where it never did.
   *
   * @param idDigest of the rule's id
   */
  public OptionalLong lastMillis(long idDigest) {
    int entry = find(idDigest);
    return entry == NONE ? OptionalLong.empty() : OptionalLong.of(sentMillis[entry]);
  }

  /**
   * Notes that a rule sends a trigger. Triggers are noted in order of time.
   *
   * @param idDigest of the rule's id
   * @return whether the entry of another rule is forgotten for it
   */
  public boolean noteSent(long idDigest, long matchMillis) {
    int before = find(idDigest);
    boolean isFull = before == NONE && size == MOST_RULES;
    if (before != NONE || isFull) {
      remove(isFull ? 0 : before);
    }
    add(idDigest, matchMillis);
    return isFull;
  }

  /** Adds an entry that was kept with the customer, after those that were kept before it. */
  public void restore(long idDigest, long sentMillis) {
    noteSent(idDigest, sentMillis);
  }

  /** Returns the number of entries. */
  public int size() {
    return size;
  }

  /**
   * Returns the digest of the rule's id of an entry.
   *
   * @param entry from 0, the earliest trigger, to {@link #size}
   */
  public long idDigest(int entry) {
    return idDigests[entry];
  }

  /** Returns the time of the trigger of an entry. */
  public long sentMillis(int entry) {
    return sentMillis[entry];
  }

  private int find(long idDigest) {
    int entry = size - 1;
    while (entry >= 0 && idDigests[entry] != idDigest) {
      entry--;
    }
    return entry;
  }

  private void add(long idDigest, long millis) {
    if (size == idDigests.length) {
      int larger = Math.max(FEW, 2 * size);
      idDigests = Arrays.copyOf(idDigests, larger);
      sentMillis = Arrays.copyOf(sentMillis, larger);
    }
    idDigests[size] = idDigest;
    sentMillis[size++] = millis;
  }

  private void remove(int entry) {
    size--;
    System.arraycopy(idDigests, entry + 1, idDigests, entry, size - entry);
    System.arraycopy(sentMillis, entry + 1, sentMillis, entry, size - entry);
  }
}
