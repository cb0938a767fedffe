package io.waymark.job.journey;

import io.waymark.binary.Prefetch;
import io.waymark.customer.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Finds customers on heap by their id. A customer keeps its place until it is removed or another is
 * put there.
 *
 * <p>An open-addressed hash table (linear probing, Knuth 6.4) from ids to places. A slot holds the
 * hash beside the place: the slots fit into the processor's cache, which the customers do not, so a
 * lookup misses the cache only for the customer that it finds.
 */
final class CustomerTable {
  private static final int NOT_FOUND = -1;

  /** Spreads hashes that differ in few bits, such as those of numbered ids. */
  private static final int MIX = 0x9E3779B9;

  private final @Nullable Customer[] customers;

  /** The hash in the upper half, the place plus one in the lower; 0 for an empty slot. */
  private final long[] slots;

  private final int shift;
  private int size;

  /**
   * Creates an empty table.
   *
   * @param capacity the number of places
   */
  CustomerTable(int capacity) {
    this.customers = new Customer[capacity];
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(capacity);
    this.slots = new long[1 << (bits + 1)];
    this.shift = Integer.SIZE - bits - 1;
  }

  /** Returns the place of a customer; negative if there is none of this id. */
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
    return NOT_FOUND;
  }

  /** Prefetches the customer of this hash, if there is one. */
  void prefetch(int hash, Prefetch prefetch) {
    int slot = home(hash);
    while (slots[slot] != 0 && hash(slots[slot]) != hash) {
      slot = next(slot);
    }
    if (slots[slot] != 0) {
      at(place(slots[slot])).prefetch(prefetch);
    }
  }

  /** Returns the number of places. */
  int capacity() {
    return customers.length;
  }

  /** Returns how many places are taken. */
  int size() {
    return size;
  }

  /** Tells whether this very object is at a place. */
  @SuppressWarnings("ReferenceEquality")
  boolean isAt(int place, Customer customer) {
    return customers[place] == customer;
  }

  /** Returns the customer at a place that is taken. */
  Customer at(int place) {
    Customer customer = customers[place];
    if (customer == null) {
      throw new IllegalArgumentException("there is no customer at place " + place);
    }
    return customer;
  }

  /** Puts a customer who is not in the table at a place, instead of the one who was there. */
  void put(int place, Customer customer) {
    Customer before = customers[place];
    if (before == null) {
      size++;
    } else {
      removeSlot(slotOf(place, before));
    }
    customers[place] = customer;
    int hash = customer.id().hashCode();
    int slot = home(hash);
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = ((long) hash << Integer.SIZE) | (place + 1);
  }

  /** Takes out the customer at a place that is taken. */
  void remove(int place) {
    removeSlot(slotOf(place, at(place)));
    customers[place] = null;
    size--;
  }

  /** Tells whether a place is taken. */
  boolean isTaken(int place) {
    return customers[place] != null;
  }

  private int slotOf(int place, Customer customer) {
    int slot = home(customer.id().hashCode());
    while (place(slots[slot]) != place) {
      slot = next(slot);
    }
    return slot;
  }

  /** Empties a slot and closes the gap, across which later ones are not found (Knuth 6.4, R). */
  private void removeSlot(int removed) {
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
