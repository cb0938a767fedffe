package io.waymark.job.journey;

import io.waymark.binary.Prefetch;
import io.waymark.customer.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Customers on heap, each at a place that stays theirs, found by their id.
 *
 * <p>An open-addressed table (linear probing, Knuth 6.4) that holds each one's hash beside the
 * place: it is small enough for the processor's cache where customers are not, so that on the way
 * to a customer nothing else is waited for, and others whose hash is near are not touched.
 */
final class CustomerTable {
  private static final int NOBODY = -1;

  /** Spreads hashes that differ in few bits, as those of numbered customers do. */
  private static final int MIX = 0x9E3779B9;

  private final @Nullable Customer[] customers;

  /** By slot: the hash above the place plus one; 0 for an empty one. */
  private final long[] slots;

  private final int shift;

  /**
   * @param most how many customers there may be
   */
  CustomerTable(int most) {
    this.customers = new Customer[most];
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(most);
    this.slots = new long[1 << (bits + 1)];
    this.shift = Integer.SIZE - bits - 1;
  }

  /** The place of a customer; negative for none. */
  int find(String id) {
    int hash = id.hashCode();
    for (int slot = home(hash); slots[slot] != 0; slot = next(slot)) {
      if (hash(slots[slot]) == hash) {
        int place = place(slots[slot]);
        if (at(place).id().equals(id)) {
          return place;
        }
      }
    }
    return NOBODY;
  }

  /** Reads ahead the customer of this hash, if there is one. */
  void prefetch(int hash, Prefetch prefetch) {
    int slot = home(hash);
    while (slots[slot] != 0 && hash(slots[slot]) != hash) {
      slot = next(slot);
    }
    if (slots[slot] != 0) {
      at(place(slots[slot])).prefetch(prefetch);
    }
  }

  /** Who is at a place that is taken. */
  Customer at(int place) {
    Customer customer = customers[place];
    if (customer == null) {
      throw new IllegalArgumentException("nobody is at place " + place);
    }
    return customer;
  }

  /** Gives a place to a customer, who has none; whoever was there has none any more. */
  void put(int place, Customer customer) {
    Customer before = customers[place];
    if (before != null) {
      remove(slotOf(place, before));
    }
    customers[place] = customer;
    int hash = customer.id().hashCode();
    int slot = home(hash);
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = ((long) hash << Integer.SIZE) | (place + 1);
  }

  private int slotOf(int place, Customer customer) {
    int slot = home(customer.id().hashCode());
    while (place(slots[slot]) != place) {
      slot = next(slot);
    }
    return slot;
  }

  /** Moves up those behind it that would not be found across a gap (Knuth 6.4, algorithm R). */
  private void remove(int removed) {
    int gap = removed;
    for (int slot = next(gap); slots[slot] != 0; slot = next(slot)) {
      int home = home(hash(slots[slot]));
      if (distance(home, slot) >= distance(gap, slot)) {
        slots[gap] = slots[slot];
        gap = slot;
      }
    }
    slots[gap] = 0;
  }

  private int home(int hash) {
    return (hash * MIX) >>> shift;
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (slots.length - 1);
  }

  private static int hash(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private static int place(long slot) {
    return (int) slot - 1;
  }
}
