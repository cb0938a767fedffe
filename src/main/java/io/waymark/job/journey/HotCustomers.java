package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.binary.Prefetch;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.api.common.state.ValueState;

/**
 * The customers that were met last, decoded, so that the touchpoints of a visit cost one read and
 * one write of keyed state together, not one each. A write-back cache: what changes is written when
 * its customer makes way for another, when too many others have changed since, and at each
 * checkpoint, which finds few left to write and is soon over.
 *
 * <p>Who makes way is told by the clock algorithm (Corbato, 1968): a hand goes round over all
 * places, and takes the first whose customer was not met again since it came by last. Unlike a list
 * in the order of use, it costs one bit where a customer is met, and no pointers between objects
 * that are old for the garbage collector.
 */
final class HotCustomers {
  /** Makes a customer the one whose keyed state is at hand. */
  interface Key {
    void set(String customer);
  }

  private final int most;
  private final int mostChanged;
  private final ValueState<byte[]> state;
  private final Key key;
  private final CustomerTable places;

  /** By place: whether state knows less of its customer. */
  private final boolean[] isChanged;

  /** By place: whether its customer was met since the hand came by. */
  private final boolean[] isMet;

  /** In the order in which they changed; some have been written since, as they made way. */
  private final Deque<Customer> changed = new ArrayDeque<>();

  private final Prefetch prefetch = new Prefetch();

  private final CustomerCodec codec = new CustomerCodec();
  private int size;
  private int hand;
  private int last;
  private long hits;
  private long misses;

  /**
   * @param most how many are kept
   * @param mostChanged how many of them may be ahead of what state knows
   */
  HotCustomers(int most, int mostChanged, ValueState<byte[]> state, Key key) {
    this.most = most;
    this.mostChanged = mostChanged;
    this.state = state;
    this.key = key;
    this.places = new CustomerTable(most);
    this.isChanged = new boolean[most];
    this.isMet = new boolean[most];
  }

  /** The customer, new where nothing is known of them. Valid until the next call. */
  Customer get(String id) throws IOException {
    last = places.find(id);
    if (last < 0) {
      misses++;
      last = take(read(id));
    } else {
      hits++;
      isMet[last] = true;
    }
    return places.at(last);
  }

  /**
   * Reads a little of what comes next and of its customers, who lie all over the heap and are not
   * in the processor's cache: what would be waited for one after the other is then on its way at
   * the same time (group prefetching: Chen, Ailamaki, Gibbons and Mowry, ICDE 2004).
   *
   * @param next of which the first {@code many} are meant
   */
  void prefetch(PackedArrival[] next, int many) {
    for (int i = 0; i < many; i++) {
      places.prefetch(next[i].customerHash(), prefetch);
      next[i].prefetch(prefetch);
    }
  }

  /** Says that the customer whom {@link #get} gave last has changed. */
  void changed() throws IOException {
    if (!isChanged[last]) {
      isChanged[last] = true;
      changed.add(places.at(last));
      if (changed.size() > mostChanged) {
        write(changed.remove());
      }
    }
  }

  /** Writes all changes. */
  void flush() throws IOException {
    for (Customer each : changed) {
      write(each);
    }
    changed.clear();
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  private Customer read(String id) throws IOException {
    key.set(id);
    byte[] value = state.value();
    return value == null ? new Customer(id) : codec.read(id, value);
  }

  private int take(Customer customer) throws IOException {
    int place = freePlace();
    places.put(place, customer);
    return place;
  }

  private int freePlace() throws IOException {
    if (size < most) {
      return size++;
    }
    while (isMet[hand]) {
      isMet[hand] = false;
      goOn();
    }
    int free = hand;
    write(free);
    goOn();
    return free;
  }

  private void goOn() {
    hand = hand + 1 == most ? 0 : hand + 1;
  }

  /** Unless they have made way. */
  private void write(Customer customer) throws IOException {
    int place = places.find(customer.id());
    if (place >= 0 && places.at(place) == customer) {
      write(place);
    }
  }

  private void write(int place) throws IOException {
    if (isChanged[place]) {
      Customer customer = places.at(place);
      key.set(customer.id());
      state.update(codec.write(customer));
      isChanged[place] = false;
    }
  }
}
