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
   * @param sinceMillis when it began
   * @param reason in words
   */
  public record State(Condition condition, long sinceMillis, String reason) {}

  private State state;
  private int failures;
  private long firstFailureMillis;
  private long nextProbeMillis;

  Breaker(State state) {
    this.state = state;
    this.nextProbeMillis = state.sinceMillis();
  }

  State state() {
    return state;
  }

  boolean isClosed() {
    return state.condition() == Condition.CLOSED;
  }

  /** Puts the breaker into a state that was kept, or that a person asked for. */
  void become(State other, long now) {
    state = other;
    failures = 0;
    nextProbeMillis = now;
  }

  /** Returns from when on an attempt is allowed; {@link Long#MAX_VALUE} for never. */
  long allowedFromMillis(int inFlight) {
    return switch (state.condition()) {
      case CLOSED -> Long.MIN_VALUE;
      case OPEN -> inFlight > 0 ? Long.MAX_VALUE : nextProbeMillis;
      case DISABLED -> Long.MAX_VALUE;
    };
  }

  void attempt(long now) {
    if (state.condition() == Condition.OPEN) {
      nextProbeMillis = now + PROBE_MILLIS;
    }
  }

  void succeed(long now) {
    failures = 0;
    if (state.condition() == Condition.OPEN) {
      state = new State(Condition.CLOSED, now, "a probe was delivered");
    }
  }

  void fail(String reason, long now) {
    if (failures++ == 0) {
      firstFailureMillis = now;
    }
    switch (state.condition()) {
      case CLOSED -> {
        if (failures >= FAILURES && now - firstFailureMillis >= OVER_MILLIS) {
          state =
              new State(Condition.OPEN, now, failures + " failures in a row, the last: " + reason);
          nextProbeMillis = now + PROBE_MILLIS;
        }
      }
      case OPEN -> {
        if (now - state.sinceMillis() >= DISABLED_AFTER_MILLIS) {
          state = new State(Condition.DISABLED, now, "5 days of failures, the last: " + reason);
        }
      }
      case DISABLED -> {
        // An attempt that was in flight; nothing changes.
      }
    }
  }

  void disable(String reason, long now) {
    state = new State(Condition.DISABLED, now, reason);
  }
}
