package io.waymark.model;

import io.waymark.model.Decision.Outcome;
import java.util.List;

/** Makes decisions that are sent, or withheld by a gate, with ordinary values elsewhere. */
public final class MadeDecision {
  private MadeDecision() {}

  public static Decision of(
      String id, String rule, String customer, String correlation, long millis, Gate gate) {
    return new Decision(
        id,
        rule,
        "v",
        null,
        Signal.STALL,
        customer,
        null,
        correlation,
        millis,
        gate == null ? Outcome.SENT : Outcome.WITHHELD,
        gate,
        null,
        null,
        null,
        "why",
        List.of());
  }
}
