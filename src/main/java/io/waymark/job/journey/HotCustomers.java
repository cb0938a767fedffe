package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.binary.Prefetch;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * A write-back cache of decoded customers, so that all touchpoints of a visit cost one read and one
 * write of keyed state. A dirty customer is written when it is evicted, when too many have become
 * dirty after it, and at each checkpoint, which therefore finds few left to write.
 *
 * <p>The clock algorithm (Corbato, 1968) chooses which customer to evict: a hand goes round the
 * places and stops at the first customer that was not met since it last came by. Unlike a list in
 * the order of use, it costs one bit where a customer is met, and no pointers between objects that
 * are old for the garbage collector.
 *
 * <p>Customers are counted by number and by the bytes that they take: one may take a thousand times
 * as much as another. The customer that is at work stays, whatever it takes.
 */
final class HotCustomers {
  private final CustomerTable table;
  private final int maxDirty;
  private final long maxBytes;
  private final ValueState<byte[]> state;
  private final CurrentKey key;

  /** The marks, by place, of customers that were met since the hand came by. */
  private final boolean[] wasMet;

  /** The bytes that the customer of each place takes, as of its last change. */
  private final int[] bytes;

  /** The places that customers have left, as a stack. */
  private final int[] freePlaces;

  private int free;

  /** The number of places that were ever taken. */
  private int used;

  /** The sum of {@link #bytes}. */
  private long allBytes;

  private final DirtyPlaces dirty;
  private final Prefetch prefetch = new Prefetch();
  private final CustomerCodec codec = new CustomerCodec();
  private int hand;

  /** The place of the customer met last, which mostly is the next one to become dirty. */
  private int lastMet;

  private long hits;
  private long misses;

  /**
   * Creates an empty cache.
   *
   * @param capacity how many customers are kept
   * @param maxDirty how many of them may be dirty
   * @param maxBytes how many bytes of heap they may take
   */
  HotCustomers(
      int capacity, int maxDirty, long maxBytes, ValueState<byte[]> state, CurrentKey key) {
    this.table = new CustomerTable(capacity);
    this.maxDirty = maxDirty;
    this.maxBytes = maxBytes;
    this.state = state;
    this.key = key;
    this.wasMet = new boolean[capacity];
    this.bytes = new int[capacity];
    this.freePlaces = new int[capacity];
    this.dirty = new DirtyPlaces(capacity);
  }

  /**
   * Returns a customer, a new one if state knows none of this id. The next call may evict it; a
   * change after that is lost.
   */
  Customer get(String id) throws IOException {
    int place = table.find(id);
    if (place < 0) {
      misses++;
      Customer customer = read(id);
      place = freePlace();
      table.put(place, customer);
      weigh(place, customer);
    } else {
      hits++;
      wasMet[place] = true;
    }
    lastMet = place;
    return table.at(place);
  }

  /**
   * Returns a customer as they are, without keeping them on heap; null if state knows none of this
   * id. Whoever asks changes nothing.
   */
  @Nullable Customer find(String id) throws IOException {
    int place = table.find(id);
    if (place >= 0) {
      return table.at(place);
    }
    key.set(id);
    byte[] value = state.value();
    return value == null ? null : codec.read(id, value);
  }

  /**
   * Notes that a customer has changed.
   *
   * @throws IllegalArgumentException if it has been evicted
   */
  void markDirty(Customer customer) throws IOException {
    int place = placeOf(customer);
    if (!dirty.contains(place)) {
      dirty.add(place);
      if (dirty.size() > maxDirty) {
        write(dirty.first());
      }
    }
    weigh(place, customer);
  }

  /**
   * Prefetches the next arrivals and their customers: both lie all over the heap and are not in the
   * processor's cache, and their reads, one after the other otherwise, are in flight together
   * (group prefetching: Chen, Ailamaki, Gibbons and Mowry, ICDE 2004).
   *
   * @param size how many of the batch are meant, from its first on
   */
  void prefetch(PackedArrival[] batch, int size) {
    for (int i = 0; i < size; i++) {
      table.prefetch(batch[i].customerHash(), prefetch);
      batch[i].prefetch(prefetch);
    }
  }

  /** Writes all dirty customers. */
  void flush() throws IOException {
    while (dirty.size() > 0) {
      write(dirty.first());
    }
  }

  /** Returns how many bytes of heap the customers take, about. */
  long bytes() {
    return allBytes;
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  private int placeOf(Customer customer) {
    if (table.isAt(lastMet, customer)) {
      return lastMet;
    }
    int place = table.find(customer.id());
    if (place < 0 || !table.isAt(place, customer)) {
      throw new IllegalArgumentException("an evicted customer has changed");
    }
    return place;
  }

  private Customer read(String id) throws IOException {
    key.set(id);
    byte[] value = state.value();
    return value == null ? new Customer(id) : codec.read(id, value);
  }

  /** Counts the bytes of a customer anew, and evicts others where all take too many. */
  private void weigh(int place, Customer customer) throws IOException {
    int now = customer.heapBytes();
    allBytes += now - bytes[place];
    bytes[place] = now;
    while (allBytes > maxBytes && table.size() > 1) {
      int evicted = evict(place);
      table.remove(evicted);
      allBytes -= bytes[evicted];
      bytes[evicted] = 0;
      freePlaces[free++] = evicted;
    }
  }

  private int freePlace() throws IOException {
    if (free > 0) {
      return freePlaces[--free];
    }
    return used < table.capacity() ? used++ : evict(DirtyPlaces.NONE);
  }

  /**
   * Returns the place of the customer to evict, who is written if dirty.
   *
   * @param kept the place of a customer who stays
   */
  private int evict(int kept) throws IOException {
    while (hand == kept || !table.isTaken(hand) || wasMet[hand]) {
      wasMet[hand] &= hand == kept;
      advanceHand();
    }
    int evicted = hand;
    if (dirty.contains(evicted)) {
      write(evicted);
    }
    advanceHand();
    return evicted;
  }

  private void advanceHand() {
    hand = hand + 1 == table.capacity() ? 0 : hand + 1;
  }

  /** Writes the customer at a dirty place. */
  private void write(int place) throws IOException {
    Customer customer = table.at(place);
    key.set(customer.id());
    state.update(codec.write(customer));
    dirty.remove(place);
  }
}
