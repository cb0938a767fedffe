package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums by measure and time, most of which are small. A time is a number of minutes, hours or days
 * since 1970, whichever the owner counts by.
 *
 * <p>An open-addressed hash table (linear probing, Knuth 6.4) over pairs of primitives; entries are
 * never removed, but those that have become 0 are left out of copies.
 */
final class Counts {
  /** Takes one sum. */
  interface Visitor {
    void visit(int measure, long time, long amount);
  }

  private static final int MEASURE_BITS = 12;
  private static final long FREE = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int SMALLEST = 2;

  private long[] keys;
  private long[] amounts;
  private int size;

  Counts() {
    allocate(SMALLEST);
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    Arrays.fill(keys, FREE);
    amounts = new long[capacity];
    size = 0;
  }

  /** Returns the number of sums, those that have become 0 among them. */
  int size() {
    return size;
  }

  /** Adds to a sum. Times before 1970 count as its first. */
  void add(int measure, long time, long amount) {
    long key = (Math.max(0, time) << MEASURE_BITS) | measure;
    int slot = find(key);
    if (keys[slot] == FREE) {
      if (4 * (size + 1) > 3 * keys.length) {
        grow();
        slot = find(key);
      }
      keys[slot] = key;
      size++;
    }
    amounts[slot] += amount;
  }

  /** Returns a sum; 0 where nothing was added. */
  long get(int measure, long time) {
    int slot = find((time << MEASURE_BITS) | measure);
    return amounts[slot];
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE && amounts[i] != 0) {
        visitor.visit(
            (int) (keys[i] & ((1 << MEASURE_BITS) - 1)), keys[i] >> MEASURE_BITS, amounts[i]);
      }
    }
  }

  boolean isEmpty() {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE && amounts[i] != 0) {
        return false;
      }
    }
    return true;
  }

  void write(DataOutput out) throws IOException {
    int filled = 0;
    for (int i = 0; i < keys.length; i++) {
      filled += keys[i] != FREE && amounts[i] != 0 ? 1 : 0;
    }
    Binary.writeInteger(out, filled);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE && amounts[i] != 0) {
        Binary.writeInteger(out, keys[i]);
        Binary.writeInteger(out, amounts[i]);
      }
    }
  }

  static Counts read(DataInput in) throws IOException {
    Counts counts = new Counts();
    for (int left = Binary.readCount(in); left > 0; left--) {
      long key = Binary.readInteger(in);
      counts.add(
          (int) (key & ((1 << MEASURE_BITS) - 1)), key >> MEASURE_BITS, Binary.readInteger(in));
    }
    return counts;
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MIX) >>> 32) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldAmounts = amounts;
    allocate(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = find(oldKeys[i]);
        keys[slot] = oldKeys[i];
        amounts[slot] = oldAmounts[i];
        size++;
      }
    }
  }
}
