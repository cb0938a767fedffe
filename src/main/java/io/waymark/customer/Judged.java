package io.waymark.customer;

import io.waymark.govern.Candidate;
import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A match about which the gates are asked.
 *
 * @param trigger without its data where the match is new
 * @param match null where the trigger was held
 * @param held null where the match is new
 */
record Judged(
    Candidate candidate, Trigger trigger, @Nullable RuleMatch match, @Nullable HeldTrigger held) {
  /**
   * The order in which those of one moment are decided: the highest priority first, then the
   * earlier match, of which one by a {@code Stage Entered} is later than one by its cause; then the
   * lower id of the rule, then of the trigger.
   */
  static final Comparator<Judged> PRECEDENCE =
      Comparator.comparingInt((Judged judged) -> judged.trigger.priority())
          .reversed()
          .thenComparingLong(judged -> judged.trigger.timeMillis())
          .thenComparing(Judged::isOfEnteredStage)
          .thenComparing(judged -> judged.trigger.rule())
          .thenComparing(judged -> judged.trigger.id());

  private boolean isOfEnteredStage() {
    List<Evidence> touchpoints = trigger.touchpoints();
    return touchpoints.get(touchpoints.size() - 1).type().equals(Touchpoint.STAGE_ENTERED);
  }

  Decision sent(long atMillis, @Nullable String policy) {
    return decision(Outcome.SENT, null, null, null, atMillis, policy);
  }

  Decision withheld(Gate gate, @Nullable String numbers, long atMillis, @Nullable String policy) {
    return decision(Outcome.WITHHELD, gate, numbers, null, atMillis, policy);
  }

  Decision held(
      Gate gate, String numbers, long untilMillis, long atMillis, @Nullable String policy) {
    return decision(Outcome.HELD, gate, numbers, untilMillis, atMillis, policy);
  }

  private Decision decision(
      Outcome outcome,
      @Nullable Gate gate,
      @Nullable String numbers,
      @Nullable Long untilMillis,
      long atMillis,
      @Nullable String policy) {
    return new Decision(
        trigger.id(),
        trigger.rule(),
        trigger.version(),
        policy,
        trigger.signal(),
        trigger.customer(),
        trigger.stage(),
        trigger.correlation(),
        atMillis,
        outcome,
        gate,
        numbers,
        untilMillis,
        held == null ? null : trigger.timeMillis(),
        trigger.why(),
        trigger.touchpoints());
  }
}
