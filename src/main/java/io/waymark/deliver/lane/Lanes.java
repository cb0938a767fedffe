package io.waymark.deliver.lane;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of an endpoint: those whose first delivery may go out, in the order in which they
 * became ready, and those that wait for a retry, by its time. Each operation costs O(log n).
 */
final class Lanes {
  private final Map<Lane.Key, Lane> all = new HashMap<>();
  private final LinkedHashSet<Lane> ready = new LinkedHashSet<>();
  private final TreeSet<Lane> waiting =
      new TreeSet<>(Comparator.comparingLong(Lane::dueMillis).thenComparingLong(Lane::number));
  private final TreeSet<Delivery> byExpiry = new TreeSet<>(Delivery.BY_EXPIRY);
  private long made;

  int size() {
    return byExpiry.size();
  }

  /** Adds a delivery at its place in its lane; returns false for one that is there already. */
  boolean add(Delivery delivery) {
    Lane.Key key = Lane.Key.of(delivery);
    Lane lane = all.get(key);
    if (lane == null) {
      lane = new Lane(key, made++);
      all.put(key, lane);
      ready.add(lane);
    }
    boolean isNew = lane.add(delivery);
    if (isNew) {
      byExpiry.add(delivery);
    }
    return isNew;
  }

  /** Returns the lane that became ready first; null where none is. */
  @Nullable Lane nextReady() {
    Iterator<Lane> first = ready.iterator();
    return first.hasNext() ? first.next() : null;
  }

  /** Makes ready what is due. */
  void wake(long now) {
    while (!waiting.isEmpty() && waiting.first().dueMillis() <= now) {
      makeReady(waiting.first());
    }
  }

  /** Makes all ready that waits for a retry. */
  void wakeAll() {
    wake(Long.MAX_VALUE);
  }

  /** Makes ready what is due next, before its time. */
  void wakeFirst() {
    if (!waiting.isEmpty()) {
      makeReady(waiting.first());
    }
  }

  /** Returns when the next retry is due; {@link Long#MAX_VALUE} for never. */
  long dueMillis() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().dueMillis();
  }

  /** Takes the first delivery of a lane, which is in no queue until its answer is there. */
  Delivery start(Lane lane) {
    leave(lane);
    return lane.start();
  }

  /** Lets a lane wait whose first delivery is not in flight any more. */
  void retry(Delivery delivery, long due) {
    Lane lane = all.get(Lane.Key.of(delivery));
    if (lane != null) {
      leave(lane);
      lane.land();
      lane.due(due);
      waiting.add(lane);
    }
  }

  /** Removes a delivery that has ended; the one behind it is ready. */
  void remove(Delivery delivery) {
    byExpiry.remove(delivery);
    Lane lane = all.get(Lane.Key.of(delivery));
    if (lane == null) {
      return;
    }
    Delivery head = lane.head();
    lane.remove(delivery);
    if (lane.inFlight() == delivery) {
      lane.land();
    }
    if (lane.isEmpty()) {
      leave(lane);
      all.remove(lane.key());
    } else if (lane.inFlight() == null && (lane.head() != head || !isQueued(lane))) {
      makeReady(lane);
    }
  }

  /** Returns the delivery that expires first and is not in flight, once it has expired. */
  @Nullable Delivery expired(long now) {
    for (Delivery each : byExpiry) {
      if (each.expiresMillis() > now) {
        return null;
      }
      if (!each.isInFlight()) {
        return each;
      }
    }
    return null;
  }

  /** Returns when the first one expires; {@link Long#MAX_VALUE} for never. */
  long expiryMillis() {
    for (Delivery each : byExpiry) {
      if (!each.isInFlight()) {
        return each.expiresMillis();
      }
    }
    return Long.MAX_VALUE;
  }

  /**
   * Returns whether it holds this very delivery; after a partition was lost and came back, another
   * one of the same trigger is in its place.
   */
  boolean holds(Delivery delivery) {
    return byExpiry.ceiling(delivery) == delivery;
  }

  /** Forgets the customers of a partition. */
  void forget(int partition) {
    List<Lane> lost =
        all.values().stream().filter(lane -> lane.key().partition() == partition).toList();
    for (Lane lane : lost) {
      leave(lane);
      all.remove(lane.key());
      lane.all().forEach(byExpiry::remove);
    }
  }

  private void makeReady(Lane lane) {
    leave(lane);
    ready.add(lane);
  }

  private boolean isQueued(Lane lane) {
    return ready.contains(lane) || waiting.contains(lane);
  }

  /**
   * Takes a lane out of its queue, before its due time changes, by which it is found. It is ready
   * again once its first delivery is removed.
   */
  void leave(Lane lane) {
    ready.remove(lane);
    waiting.remove(lane);
  }
}
