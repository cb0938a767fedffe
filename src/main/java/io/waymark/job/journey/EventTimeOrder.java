package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.JourneyDrawing;
import io.waymark.job.metric.Metrics;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Brings arrivals into the order of event time: each waits on heap until the watermark reaches its
 * time. A watermark of t says that no touchpoint before t will arrive, so that with a disorder
 * bound of 0 a touchpoint does not wait for the next one.
 *
 * <p>The clock is the event time up to which all is applied. It stands still until all rules of the
 * start have been read, and follows the watermark of the touchpoints from then on.
 */
final class EventTimeOrder {
  /** Receives arrivals in the order of their time, then of their arrival. */
  interface Receiver {
    /** Announces the arrivals that come next, before the first of them is applied. */
    void prefetch(PackedArrival[] batch, int size);

    void apply(PackedArrival arrival, long clockMillis) throws Exception;

    /** Receives an arrival whose time is before the clock. */
    void refuseLate(PackedArrival arrival, long clockMillis) throws Exception;
  }

  private static final long NOT_BEGUN = Long.MIN_VALUE;

  /** Stands for a lag before anything has been applied. */
  private static final long NO_LAG = -1;

  private static final ListStateDescriptor<PackedArrival> EARLIER_WAITING =
      new ListStateDescriptor<>(Frozen.WAITING_STATE.id(), StreamType.ARRIVAL.serializer());

  private final WaitingRoom waiting;
  private final ListState<Long> clocks;
  private final Receiver receiver;
  private long clock = NOT_BEGUN;
  private long watermark = NOT_BEGUN;
  private long timeBeforeEnd = NOT_BEGUN;
  private boolean rulesAreRead;

  /**
   * Creates an order whose clock has not begun.
   *
   * @param clocks keeps the clock of each subtask; a restore hands all of them to every subtask
   */
  EventTimeOrder(WaitingRoom waiting, ListState<Long> clocks, Receiver receiver) {
    this.waiting = waiting;
    this.clocks = clocks;
    this.receiver = receiver;
  }

  void arrive(PackedArrival arrival) throws Exception {
    long time = arrival.timeMillis();
    if (time > clock) {
      waiting.add(arrival);
    } else if (time == clock) {
      receiver.apply(arrival, clock);
    } else {
      receiver.refuseLate(arrival, clock);
    }
  }

  /**
   * Notes that no touchpoint before {@code millis} will arrive.
   *
   * @return whether the clock has moved, as {@link #advance} says
   */
  boolean advanceTo(long millis) throws Exception {
    watermark = millis;
    timeBeforeEnd =
        millis == JourneyDrawing.END_OF_INPUT
            ? Math.max(timeBeforeEnd, waiting.latestMillis(timeBeforeEnd))
            : millis;
    return advance();
  }

  /**
   * Notes that all rules of the start have been read.
   *
   * @return whether the clock has moved, as {@link #advance} says
   */
  boolean rulesAreRead() throws Exception {
    rulesAreRead = true;
    return advance();
  }

  /** Returns the event time up to which all is applied; {@link Long#MIN_VALUE} at the start. */
  long clockMillis() {
    return clock;
  }

  /** Returns how far the clock is behind, as {@link Metrics#EVENT_TIME_LAG} defines it. */
  long lagMillis(long wallMillis) {
    return clock == NOT_BEGUN ? NO_LAG : Math.max(0, wallMillis - clock);
  }

  /** Returns how many arrivals wait. */
  int waiting() {
    return waiting.size();
  }

  /** Puts the clock into its state. */
  void snapshotClock() throws Exception {
    // No clock before the rules are read, so that a restart waits for them as the start did.
    clocks.update(rulesAreRead ? List.of(clock) : List.of());
  }

  /**
   * Restores the clock. After a restart with another number of subtasks the lowest one counts: a
   * touchpoint that some subtasks would refuse as late is in time for others.
   */
  void restoreClock() throws Exception {
    long lowest = Long.MAX_VALUE;
    for (long each : clocks.get()) {
      rulesAreRead = true;
      lowest = Math.min(lowest, each);
    }
    clock = lowest == Long.MAX_VALUE ? NOT_BEGUN : lowest;
  }

  /** Moves arrivals out of keyed state, in which savepoints of 0.1.0 hold them. */
  <K> void restoreEarlierWaiting(KeyedStateBackend<K> keyed) throws Exception {
    keyed.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        EARLIER_WAITING,
        (K customer, ListState<PackedArrival> state) -> {
          state.get().forEach(waiting::add);
          state.clear();
        });
  }

  /**
   * Moves the clock to the watermark; at the end of the input first to the last time there is: of
   * the watermark before, or of an arrival that waits.
   *
   * @return whether the clock has moved; it may have further to go
   */
  boolean advance() throws Exception {
    long next = clock < timeBeforeEnd ? timeBeforeEnd : watermark;
    if (!rulesAreRead || next <= clock) {
      return false;
    }
    clock = next;
    PackedArrival[] batch = waiting.batch();
    for (int size = waiting.take(clock); size > 0; size = waiting.take(clock)) {
      receiver.prefetch(batch, size);
      for (int i = 0; i < size; i++) {
        receiver.apply(batch[i], clock);
      }
    }
    return true;
  }
}
