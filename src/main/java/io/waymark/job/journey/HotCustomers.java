package io.waymark.job.journey;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The customers that were met last, decoded, so that the touchpoints of a visit cost one read and
 * one write of keyed state together, not one each. A write-back cache: what changes is written when
 * its customer makes way for another, when too many others have changed since, and at each
 * checkpoint, which finds few left to write and is soon over.
 */
final class HotCustomers {
  /** Makes a customer the one whose keyed state is at hand. */
  interface Key {
    void set(String customer);
  }

  /** A customer at hand, and whether state knows less of them. */
  private static final class Held {
    private final Customer customer;
    private boolean isChanged;

    Held(Customer customer) {
      this.customer = customer;
    }
  }

  private final int most;
  private final int mostChanged;
  private final ValueState<byte[]> state;
  private final Key key;
  private final LinkedHashMap<String, Held> places;

  /** In the order in which they changed; some have been written since, as they made way. */
  private final Deque<Held> changed = new ArrayDeque<>();

  private @Nullable Held last;
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
    this.places = new LinkedHashMap<>(16, 0.75f, true);
  }

  /** The customer, new where nothing is known of them. Valid until the next call. */
  Customer get(String id) throws IOException {
    Held held = places.get(id);
    if (held == null) {
      misses++;
      held = new Held(read(id));
      places.put(id, held);
      makeRoom();
    } else {
      hits++;
    }
    last = held;
    return held.customer;
  }

  /** Says that the customer whom {@link #get} gave last has changed. */
  void changed() throws IOException {
    Held held = Objects.requireNonNull(last);
    if (!held.isChanged) {
      held.isChanged = true;
      changed.add(held);
      if (changed.size() > mostChanged) {
        write(changed.remove());
      }
    }
  }

  /** Writes all changes. */
  void flush() throws IOException {
    for (Held held : changed) {
      write(held);
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

  private void makeRoom() throws IOException {
    if (places.size() > most) {
      Map.Entry<String, Held> eldest = places.entrySet().iterator().next();
      write(eldest.getValue());
      places.remove(eldest.getKey());
    }
  }

  private void write(Held held) throws IOException {
    if (held.isChanged) {
      key.set(held.customer.id());
      state.update(CustomerCodec.write(held.customer));
      held.isChanged = false;
    }
  }
}
