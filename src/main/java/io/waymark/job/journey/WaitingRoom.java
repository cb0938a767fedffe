package io.waymark.job.journey;

import io.waymark.job.stream.PackedArrival;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Touchpoints that wait for stragglers: in order of time, then of arrival. Most come in order and
 * stand in a line; those that come after a later one are sorted into a heap beside it.
 *
 * <p>It lives on heap, so that waiting costs no state access and no timer; what waits at a
 * checkpoint is written to state with it.
 */
final class WaitingRoom {
  /** The time is kept beside the arrival: it is compared often, and the touchpoint is far away. */
  private record Seat(long timeMillis, long number, PackedArrival arrival)
      implements Comparable<Seat> {
    @Override
    public int compareTo(Seat other) {
      return timeMillis == other.timeMillis
          ? Long.compare(number, other.number)
          : Long.compare(timeMillis, other.timeMillis);
    }
  }

  private final ArrayDeque<Seat> line = new ArrayDeque<>();
  private final PriorityQueue<Seat> stragglers = new PriorityQueue<>();

  private long next;

  void add(PackedArrival arrival) {
    Seat seat = new Seat(arrival.timeMillis(), next++, arrival);
    Seat last = line.peekLast();
    if (last == null || last.timeMillis() <= seat.timeMillis()) {
      line.add(seat);
    } else {
      stragglers.add(seat);
    }
  }

  /** The next one whose time is not after {@code millis}; null when there is none. */
  @Nullable PackedArrival poll(long millis) {
    Seat first = line.peek();
    Seat straggler = stragglers.peek();
    boolean isStraggler = straggler != null && (first == null || straggler.compareTo(first) < 0);
    Seat seat = isStraggler ? straggler : first;
    if (seat == null || seat.timeMillis() > millis) {
      return null;
    }
    (isStraggler ? stragglers : line).remove();
    return seat.arrival();
  }

  /**
   * Who waits, together for all customers of a group. Added again in this order, they are in the
   * order of their arrival wherever their times are the same.
   */
  Collection<List<PackedArrival>> byGroup(ToIntFunction<String> groupOf) {
    Map<Integer, List<PackedArrival>> byGroup = new LinkedHashMap<>();
    Stream.concat(line.stream(), stragglers.stream().sorted())
        .map(Seat::arrival)
        .forEach(
            arrival ->
                byGroup
                    .computeIfAbsent(
                        groupOf.applyAsInt(arrival.customer()), group -> new ArrayList<>())
                    .add(arrival));
    return byGroup.values();
  }

  int size() {
    return line.size() + stragglers.size();
  }
}
