package io.waymark.job.journey;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
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

  /** A customer at hand, and whether state knows less of them. */
  private static final class Held {
    private final Customer customer;
    private final int place;
    private boolean isChanged;
    private boolean isMet;

    Held(Customer customer, int place) {
      this.customer = customer;
      this.place = place;
    }
  }

  private final int most;
  private final int mostChanged;
  private final ValueState<byte[]> state;
  private final Key key;
  private final Map<String, Held> held = new HashMap<>();
  private final Held[] places;
  private int hand;

  /** In the order in which they changed; some have been written since, as they made way. */
  private final Deque<Held> changed = new ArrayDeque<>();

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
    this.places = new Held[most];
  }

  /** The customer, new where nothing is known of them. Valid until the next call. */
  Customer get(String id) throws IOException {
    Held known = held.get(id);
    if (known == null) {
      misses++;
      known = take(read(id));
    } else {
      hits++;
      known.isMet = true;
    }
    last = known.place;
    return known.customer;
  }

  /** Says that the customer whom {@link #get} gave last has changed. */
  void changed() throws IOException {
    Held known = places[last];
    if (!known.isChanged) {
      known.isChanged = true;
      changed.add(known);
      if (changed.size() > mostChanged) {
        write(changed.remove());
      }
    }
  }

  /** Writes all changes. */
  void flush() throws IOException {
    for (Held each : changed) {
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
    return value == null ? new Customer(id) : CustomerCodec.read(id, value);
  }

  private Held take(Customer customer) throws IOException {
    int place = freePlace();
    Held taken = new Held(customer, place);
    places[place] = taken;
    held.put(customer.id(), taken);
    return taken;
  }

  private int freePlace() throws IOException {
    if (held.size() < most) {
      return held.size();
    }
    while (places[hand].isMet) {
      places[hand].isMet = false;
      goOn();
    }
    Held leaving = places[hand];
    write(leaving);
    held.remove(leaving.customer.id());
    goOn();
    return leaving.place;
  }

  private void goOn() {
    hand = hand + 1 == most ? 0 : hand + 1;
  }

  private void write(Held ahead) throws IOException {
    if (ahead.isChanged) {
      key.set(ahead.customer.id());
      state.update(CustomerCodec.write(ahead.customer));
      ahead.isChanged = false;
    }
  }
}
