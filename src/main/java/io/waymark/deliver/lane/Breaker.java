package io.waymark.deliver.lane;

import java.time.Duration;

/**
 * Stops attempts at a destination that only fails: open after 20 failures in a row over 5 minutes;
 * then one probe a minute, of which a success closes it; disabled after 5 days open, or as soon as
 * the destination says 410.
 */
public final class Breaker {
  static final int FAILURES = 20;
  static final long OVER_MILLIS = Duration.ofMinutes(5).toMillis();
  static final long PROBE_MILLIS = Duration.ofMinutes(1).toMillis();
  static final long DISABLED_AFTER_MILLIS = Duration.ofDays(5).toMillis();

  /** The states of an endpoint. */
  public enum Condition {
    CLOSED,
    OPEN,
    DISABLED
  }

  /**
   * A state of an endpoint.
   *
   * @param sinceMillis when it began, by the wall clock of the process that said so
   * @param reason in words
   */
  public record State(Condition condition, long sinceMillis, String reason) {}

  private State state;

  /** The moment at which the state began, by the steady clock. */
  private long sinceSteadyMillis;

  private int failures;
  private long firstFailureMillis;
  private long nextProbeMillis;

  Breaker(State state, ClockReading now) {
    this.state = state;
    this.sinceSteadyMillis = since(state, now);
    this.nextProbeMillis = now.steadyMillis();
  }

  /** Returns when a state began; one that began in the future, by another clock, begins now. */
  private static long since(State state, ClockReading now) {
    return Math.min(now.steadyMillis(), now.steadyAt(state.sinceMillis()));
  }

  State state() {
    return state;
  }

  boolean isClosed() {
    return state.condition() == Condition.CLOSED;
  }

  /** Puts the breaker into a state that was kept, or that a person asked for. */
  void become(State other, ClockReading now) {
    state = other;
    sinceSteadyMillis = since(other, now);
    failures = 0;
    nextProbeMillis = now.steadyMillis();
  }

  /** Returns from when on an attempt is allowed, steady; {@link Long#MAX_VALUE} for never. */
  long allowedFromMillis(int inFlight) {
    return switch (state.condition()) {
      case CLOSED -> Long.MIN_VALUE;
      case OPEN -> inFlight > 0 ? Long.MAX_VALUE : nextProbeMillis;
      case DISABLED -> Long.MAX_VALUE;
    };
  }

  void attempt(ClockReading now) {
    if (state.condition() == Condition.OPEN) {
      nextProbeMillis = now.steadyMillis() + PROBE_MILLIS;
    }
  }

  void succeed(ClockReading now) {
    failures = 0;
    if (state.condition() == Condition.OPEN) {
      enter(Condition.CLOSED, "a probe was delivered", now);
    }
  }

  void fail(String reason, ClockReading now) {
    long steady = now.steadyMillis();
    if (failures++ == 0) {
      firstFailureMillis = steady;
    }
    switch (state.condition()) {
      case CLOSED -> {
        if (failures >= FAILURES && steady - firstFailureMillis >= OVER_MILLIS) {
          enter(Condition.OPEN, failures + " failures in a row, the last: " + reason, now);
          nextProbeMillis = steady + PROBE_MILLIS;
        }
      }
      case OPEN -> {
        if (steady - sinceSteadyMillis >= DISABLED_AFTER_MILLIS) {
          enter(Condition.DISABLED, "5 days of failures, the last: " + reason, now);
        }
      }
      case DISABLED -> {
        // An attempt that was in flight; nothing changes.
      }
    }
  }

  void disable(String reason, ClockReading now) {
    enter(Condition.DISABLED, reason, now);
  }

  private void enter(Condition condition, String reason, ClockReading now) {
    state = new State(condition, now.wallMillis(), reason);
    sinceSteadyMillis = now.steadyMillis();
  }
}
