package io.waymark.deliver.lane;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The deliveries of one customer to one destination, in order; only the first may be attempted. */
final class Lane {
  /**
   * The customers of a partition are a process's own; when it loses the partition, their lanes go.
   */
  record Key(int partition, String to, String customer) {
    static Key of(Delivery delivery) {
      return new Key(delivery.partition(), delivery.to(), delivery.customer());
    }
  }

  private final Key key;

  /** Tells lanes with the same due time apart. */
  private final long number;

  private final TreeSet<Delivery> deliveries = new TreeSet<>(Delivery.ORDER);
  private @Nullable Delivery inFlight;
  private long dueMillis;

  Lane(Key key, long number) {
    this.key = key;
    this.number = number;
  }

  Key key() {
    return key;
  }

  long number() {
    return number;
  }

  long dueMillis() {
    return dueMillis;
  }

  /** Sets when the next attempt is due, in a lane that is in no queue. */
  void due(long millis) {
    dueMillis = millis;
  }

  /** Returns the one in flight, which is not the first any more where an earlier one came late. */
  @Nullable Delivery inFlight() {
    return inFlight;
  }

  Delivery start() {
    Delivery head = deliveries.first();
    head.takeOff();
    inFlight = head;
    return head;
  }

  void land() {
    inFlight = null;
  }

  boolean add(Delivery delivery) {
    return deliveries.add(delivery);
  }

  void remove(Delivery delivery) {
    deliveries.remove(delivery);
  }

  Delivery head() {
    return deliveries.first();
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  Iterable<Delivery> all() {
    return deliveries;
  }
}
