package io.waymark.job.journey;

import io.waymark.customer.JourneyDrawing;
import io.waymark.customer.Outlet;
import io.waymark.customer.RuleBook;
import io.waymark.govern.Breaker;
import io.waymark.govern.Labels;
import io.waymark.govern.rate.Headcounts;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Counts for the breaker which customers this subtask meets and to whom rules send, where the
 * policy has one. It stands between the engine and the outlet.
 */
final class HeadcountFeed implements Outlet {
  /** The side output of what is counted for the breaker. */
  static final OutputTag<HeadcountTally> TAG =
      new OutputTag<>("headcounts", StreamType.HEADCOUNT_TALLY);

  private final Outlet outlet;
  private final RuleBook book;
  private final RuleDesk.Subtask subtask;
  private final Output<?> output;
  private final Headcounts counts = new Headcounts();
  private long clockMillis = Long.MIN_VALUE;

  /**
   * Creates a feed.
   *
   * @param outlet takes all that the engine emits
   */
  HeadcountFeed(Outlet outlet, RuleBook book, RuleDesk.Subtask subtask, Output<?> output) {
    this.outlet = outlet;
    this.book = book;
    this.subtask = subtask;
    this.output = output;
  }

  @Override
  public boolean wantsApplied() {
    return outlet.wantsApplied();
  }

  @Override
  public void observe(Observation observation) {
    outlet.observe(observation);
  }

  @Override
  public void emit(Outgoing record) {
    outlet.emit(record);
    if (record instanceof Decision decision && decision.isSent()) {
      noteSent(decision);
    }
  }

  /** Notes that a touchpoint has been applied. */
  void noteApplied(Arrival arrival) {
    Breaker rail = book.breaker();
    if (rail != null) {
      Touchpoint touchpoint = arrival.touchpoint();
      counts.begin(rail.slotMillis());
      counts.note(touchpoint.customer(), touchpoint.timeMillis());
    }
  }

  private void noteSent(Decision decision) {
    Breaker rail = book.breaker();
    Rule rule = rail == null ? null : book.current(decision.rule());
    if (rail != null && rule != null && !rail.except().chooses(Labels.of(rule))) {
      counts.begin(rail.slotMillis());
      counts.noteSent(rule.id(), rule.version(), decision.customer(), decision.timeMillis());
    }
  }

  /** Sends if there is much, so that memory stays bounded. */
  void sendIfMany() {
    if (counts.areMany()) {
      sendIfAny();
    }
  }

  /**
   * Notes the event time up to which all is applied, and sends when a slot has ended. After the
   * last touchpoint of a finite input only deadlines are left, and no rate is one.
   */
  void pass(long millis) {
    Breaker rail = book.breaker();
    if (rail != null && millis != JourneyDrawing.END_OF_INPUT) {
      counts.begin(rail.slotMillis());
      if (counts.hasEnded(millis)) {
        counts.pass(millis);
        clockMillis = millis;
        send(rail);
      }
    }
  }

  /** Sends what is counted, so that it is in the breaker's state or not at all. */
  void sendIfAny() {
    Breaker rail = book.breaker();
    if (rail != null && !counts.isEmpty()) {
      send(rail);
    }
  }

  private void send(Breaker rail) {
    output.collect(
        TAG,
        new StreamRecord<>(
            new HeadcountTally(
                subtask.index(), subtask.parallelism(), clockMillis, rail, counts.drain())));
  }
}
