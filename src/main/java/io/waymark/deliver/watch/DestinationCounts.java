package io.waymark.deliver.watch;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts and latencies of one destination. */
public final class DestinationCounts {
  static final List<Cause> CAUSES =
      Arrays.stream(Cause.values()).filter(cause -> cause != Cause.NONE).toList();

  final LongAdder taken = new LongAdder();
  final LongAdder delivered = new LongAdder();
  final LongAdder dead = new LongAdder();
  final LongAdder handedOver = new LongAdder();
  final LongAdder parked = new LongAdder();
  final Histogram emittedToDelivered = new Histogram();
  final Histogram attempt = new Histogram();
  private final Map<Cause, LongAdder> failed = new EnumMap<>(Cause.class);

  DestinationCounts() {
    CAUSES.forEach(cause -> failed.put(cause, new LongAdder()));
  }

  public void countTaken() {
    taken.increment();
  }

  public void countDelivered(Answer answer) {
    delivered.increment();
    attempt.add(answer.tookMillis());
  }

  /** Takes the time from a trigger going out of the job to its acceptance. */
  public void addEmittedToDelivered(long millis) {
    emittedToDelivered.add(millis);
  }

  public void countFailed(Answer answer) {
    LongAdder of = failed.get(answer.cause());
    if (of != null) {
      of.increment();
    }
    attempt.add(answer.tookMillis());
  }

  public void countParked() {
    parked.increment();
  }

  public void countDead() {
    dead.increment();
  }

  public void countHandedOver(int triggers) {
    handedOver.add(triggers);
  }

  long failed(Cause cause) {
    LongAdder of = failed.get(cause);
    return of == null ? 0 : of.sum();
  }
}
