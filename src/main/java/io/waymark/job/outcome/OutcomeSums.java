package io.waymark.job.outcome;

import io.waymark.journey.estimate.Interval;
import io.waymark.journey.estimate.Share;
import io.waymark.model.Arm;
import io.waymark.model.ArmFigures;
import io.waymark.model.Estimate;
import io.waymark.model.Observation;
import io.waymark.model.RuleOutcomes;
import org.jspecify.annotations.Nullable;

/** Adds observations up, in any order, to the outcomes of a version of a rule. */
final class OutcomeSums {
  private OutcomeSums() {}

  /**
   * Returns outcomes with one observation more.
   *
   * @param before of the same version; null for none
   */
  static RuleOutcomes add(@Nullable RuleOutcomes before, Observation observation) {
    ArmFigures sent = before == null ? ArmFigures.NONE : before.sent();
    ArmFigures heldOut = before == null ? ArmFigures.NONE : before.heldOut();
    if (observation.arm() == Arm.SENT) {
      sent = sent.plus(observation.result());
    } else {
      heldOut = heldOut.plus(observation.result());
    }
    long asOf =
        before == null
            ? observation.endMillis()
            : Math.max(before.asOfMillis(), observation.endMillis());
    return new RuleOutcomes(
        observation.rule(), observation.version(), asOf, sent, heldOut, effect(sent, heldOut));
  }

  /** Returns the difference of the shares with Newcombe's interval; null where an arm has no n. */
  private static @Nullable Estimate effect(ArmFigures sent, ArmFigures heldOut) {
    Interval difference = share(sent).minus(share(heldOut)).orElse(null);
    return difference == null
        ? null
        : new Estimate(
            difference.value(), difference.low(), difference.high(), sent.n() + heldOut.n());
  }

  private static Share share(ArmFigures arm) {
    return new Share(arm.reached(), arm.n());
  }
}
