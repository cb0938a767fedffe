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
 * A queue of arrivals in order of time, then of arrival. Most arrive in this order and are kept in
 * a first-in first-out queue; stragglers, which arrive after a later one, are sorted in a heap
 * beside it.
 *
 * <p>The queue lives on heap, so that waiting costs no state access and no timer. A checkpoint
 * writes it to raw keyed state.
 */
final class WaitingRoom {
  /** An arrival in the queue; its time is copied, as comparing must not touch the arrival. */
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

  /** About as many reads as a processor keeps in flight. */
  private static final int BATCH = 16;

  private final ArrayDeque<Seat> inOrder = new ArrayDeque<>();
  private final PriorityQueue<Seat> stragglers = new PriorityQueue<>();
  private final PackedArrival[] batch = new PackedArrival[BATCH];

  private long next;

  void add(PackedArrival arrival) {
    Seat seat = new Seat(arrival.timeMillis(), next++, arrival);
    Seat last = inOrder.peekLast();
    if (last == null || last.timeMillis() <= seat.timeMillis()) {
      inOrder.add(seat);
    } else {
      stragglers.add(seat);
    }
  }

  /** Returns the array that {@link #take} fills. */
  PackedArrival[] batch() {
    return batch;
  }

  /**
   * Takes the next arrivals whose time is not after {@code millis} into {@link #batch}.
   *
   * @return how many it has taken; 0 if none is left
   */
  int take(long millis) {
    int taken = 0;
    PackedArrival next = poll(millis);
    while (next != null) {
      batch[taken++] = next;
      next = taken < BATCH ? poll(millis) : null;
    }
    return taken;
  }

  private @Nullable PackedArrival poll(long millis) {
    Seat first = inOrder.peek();
    Seat straggler = stragglers.peek();
    boolean isStraggler = straggler != null && (first == null || straggler.compareTo(first) < 0);
    Seat seat = isStraggler ? straggler : first;
    if (seat == null || seat.timeMillis() > millis) {
      return null;
    }
    (isStraggler ? stragglers : inOrder).remove();
    return seat.arrival();
  }

  /**
   * Writes all arrivals by key group, as key groups move between subtasks when the job is rescaled.
   * Within a group they are in order, so that equal times keep the order of arrival.
   */
  void write(KeyedStateCheckpointOutputStream out, ToIntFunction<PackedArrival> groupOf)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    for (Map.Entry<Integer, ByteOutput> group : byGroup(groupOf).entrySet()) {
      out.startNewKeyGroup(group.getKey());
      group.getValue().writeTo(data);
    }
  }

  /** Adds the arrivals of a key group. */
  void read(InputStream group) throws IOException {
    ByteInput in = new ByteInput(Binary.readBytes(new DataInputStream(group)));
    while (!in.isAtEnd()) {
      add(PackedArrival.read(in));
    }
  }

  /** Touches each arrival once only: there are many, all over the heap. */
  private Map<Integer, ByteOutput> byGroup(ToIntFunction<PackedArrival> groupOf)
      throws IOException {
    Map<Integer, ByteOutput> groups = new HashMap<>();
    for (Seat seat : Iterables.concat(inOrder, stragglers.stream().sorted().toList())) {
      int group = groupOf.applyAsInt(seat.arrival());
      seat.arrival().write(groups.computeIfAbsent(group, g -> new ByteOutput(GROUP_BYTES)));
    }
    return groups;
  }

  int size() {
    return inOrder.size() + stragglers.size();
  }
}
