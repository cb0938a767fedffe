package io.waymark.customer;

import io.waymark.model.Arm;
import io.waymark.model.Observation;

/**
 * The goal of a rule that is awaited from a customer, from a decision to the end of its span. It
 * stays to that end when it is reached, so that n counts both arms alike.
 *
 * @param rule the digest of the rule's id
 * @param goal {@link io.waymark.rule.Goal#digest} at the decision
 * @param version of the rule that decided
 * @param sinceMillis the time of the decision, which is no part of the span
 * @param untilMillis the end of the span, which is no part of it
 */
record AwaitedGoal(
    long rule,
    long goal,
    String version,
    Arm arm,
    long sinceMillis,
    long untilMillis,
    boolean isReached,
    boolean isContaminated) {

  AwaitedGoal reached() {
    return new AwaitedGoal(
        rule, goal, version, arm, sinceMillis, untilMillis, true, isContaminated);
  }

  /** Returns the same where the customer was in the other arm during the span. */
  AwaitedGoal contaminated() {
    return new AwaitedGoal(rule, goal, version, arm, sinceMillis, untilMillis, isReached, true);
  }

  Observation.Result result() {
    return isContaminated
        ? Observation.Result.CONTAMINATED
        : isReached ? Observation.Result.REACHED : Observation.Result.MISSED;
  }
}
