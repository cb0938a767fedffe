package io.waymark.job.journey;

import com.google.common.collect.Iterables;
import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.binary.PackedArrival;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
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

  private static final int GROUP_BYTES = 1 << 13;

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

  /**
   * Takes the next ones whose time is not after {@code millis}.
   *
   * @param into as many as it has room for
   * @return how many they were
   */
  int poll(long millis, PackedArrival[] into) {
    int many = 0;
    PackedArrival next = poll(millis);
    while (next != null) {
      into[many++] = next;
      next = many < into.length ? poll(millis) : null;
    }
    return many;
  }

  private @Nullable PackedArrival poll(long millis) {
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
   * Writes who waits, those of a key group together, as key groups are what moves when the job is
   * rescaled. Added again in this order, they are in the order of their arrival wherever their
   * times are the same.
   */
  void write(KeyedStateCheckpointOutputStream out, ToIntFunction<PackedArrival> groupOf)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    for (Map.Entry<Integer, ByteOutput> group : byGroup(groupOf).entrySet()) {
      out.startNewKeyGroup(group.getKey());
      group.getValue().writeTo(data);
    }
  }

  /** Adds those of a key group. */
  void read(InputStream group) throws IOException {
    ByteInput in = new ByteInput(Binary.readBytes(new DataInputStream(group)));
    while (!in.isAtEnd()) {
      add(PackedArrival.read(in));
    }
  }

  /** Each is looked at once only: they are many, and lie all over the heap. */
  private Map<Integer, ByteOutput> byGroup(ToIntFunction<PackedArrival> groupOf)
      throws IOException {
    Map<Integer, ByteOutput> groups = new HashMap<>();
    for (Seat seat : Iterables.concat(line, stragglers.stream().sorted().toList())) {
      int group = groupOf.applyAsInt(seat.arrival());
      seat.arrival().write(groups.computeIfAbsent(group, g -> new ByteOutput(GROUP_BYTES)));
    }
    return groups;
  }

  int size() {
    return line.size() + stragglers.size();
  }
}
