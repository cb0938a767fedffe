package io.waymark.job.journey;

import io.waymark.model.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Touchpoints that wait for stragglers: in order of time, then of arrival.
 *
 * <p>It lives on heap, so that waiting costs no state access and no timer; what waits at a
 * checkpoint is written to state with it.
 */
final class WaitingRoom {
  /** The time is kept beside the arrival: it is compared often, and the touchpoint is far away. */
  private record Seat(long timeMillis, long number, Arrival arrival) implements Comparable<Seat> {
    @Override
    public int compareTo(Seat other) {
      return timeMillis == other.timeMillis
          ? Long.compare(number, other.number)
          : Long.compare(timeMillis, other.timeMillis);
    }
  }

  private final PriorityQueue<Seat> seats = new PriorityQueue<>();

  private long next;

  void add(Arrival arrival) {
    seats.add(new Seat(arrival.touchpoint().timeMillis(), next++, arrival));
  }

  /** The next one whose time is not after {@code millis}; null when there is none. */
  @Nullable Arrival poll(long millis) {
    Seat first = seats.peek();
    if (first == null || first.timeMillis() > millis) {
      return null;
    }
    seats.remove();
    return first.arrival();
  }

  /** Who waits, by customer, each customer's in order of arrival. */
  Map<String, List<Arrival>> byCustomer() {
    Map<String, List<Arrival>> byCustomer = new LinkedHashMap<>();
    seats.stream()
        .sorted(Comparator.comparingLong(Seat::number))
        .map(Seat::arrival)
        .forEach(
            a ->
                byCustomer
                    .computeIfAbsent(a.touchpoint().customer(), c -> new ArrayList<>())
                    .add(a));
    return byCustomer;
  }

  int size() {
    return seats.size();
  }
}
