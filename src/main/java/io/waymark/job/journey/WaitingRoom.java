package io.waymark.job.journey;

import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.PackedArrival;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue of arrivals in order of time, then of arrival. Most arrive in this order and are kept in
 * a first-in first-out queue; stragglers, which arrive after a later one, are sorted in a heap
 * beside it.
 *
 * <p>The queue lives on heap, so that waiting costs no state access and no timer. A checkpoint
 * takes a {@link #snapshot} of it, which is written while the queue is used on.
 */
final class WaitingRoom {
  /** An arrival in the queue; its time is copied, as comparing must not touch the arrival. */
  record Seat(long timeMillis, long number, PackedArrival arrival) implements Comparable<Seat> {
    @Override
    public int compareTo(Seat other) {
      return timeMillis == other.timeMillis
          ? Long.compare(number, other.number)
          : Long.compare(timeMillis, other.timeMillis);
    }
  }

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

  /** Returns the latest time at which one of the arrivals waits; {@code otherwise} of none. */
  long latestMillis(long otherwise) {
    Seat last = inOrder.peekLast();
    return last == null ? otherwise : last.timeMillis();
  }

  /** Returns what waits now. Only references are copied, whatever the arrivals weigh. */
  WaitingSnapshot snapshot() {
    return new WaitingSnapshot(inOrder.toArray(new Seat[0]), stragglers.toArray(new Seat[0]));
  }

  /** Adds the arrivals of a key group. */
  void read(InputStream group) throws IOException {
    ByteInput in = new ByteInput(Binary.readBytes(new DataInputStream(group)));
    while (!in.isAtEnd()) {
      add(PackedArrival.read(in));
    }
  }

  int size() {
    return inOrder.size() + stragglers.size();
  }
}
