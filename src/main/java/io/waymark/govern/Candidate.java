package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.model.Trigger;
import io.waymark.rule.Canary;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import io.waymark.rule.Who;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trigger about which the gates are asked.
 *
 * @param rule its id
 * @param rollout of the rule
 * @param outside the canary of the rule where the customer is not in it; null otherwise
 * @param who the customers that the rule is for
 * @param holdout the control group of the rule alone; null for that of the policy
 * @param expiresMillis null for never
 * @param arbitratedMillis when the arbitration is over for which it was held; null where it was not
 */
public record Candidate(
    String rule,
    Rollout rollout,
    @Nullable Canary outside,
    Who who,
    long cooldownMillis,
    @Nullable Holdout holdout,
    Labels labels,
    @Nullable Long expiresMillis,
    @Nullable Long arbitratedMillis) {
  private static final Who ANYONE = new Who(Set.of(), null);
  private static final long[] NO_TAGS = {};

  /** Returns a match of a customer that was just found. */
  public static Candidate found(
      String customer, Rule rule, Rollout rollout, Labels labels, @Nullable Long expiresMillis) {
    return new Candidate(
        rule.id(),
        rollout,
        outside(rollout, customer),
        rule.who(),
        rule.message().cooldownMillis(),
        rule.message().holdout(),
        labels,
        expiresMillis,
        null);
  }

  /**
   * Returns a match that was decided before, and for whose customer the rule was then.
   *
   * @param status of the rule then
   */
  public static Candidate decided(
      String customer, Rule rule, Rule.Status status, Labels labels, @Nullable Long expiresMillis) {
    Rollout rollout = new Rollout(status, rule.canary(), null);
    return new Candidate(
        rule.id(),
        rollout,
        outside(rollout, customer),
        ANYONE,
        rule.message().cooldownMillis(),
        rule.message().holdout(),
        labels,
        expiresMillis,
        null);
  }

  /**
   * Returns a trigger that was held.
   *
   * @param now its rule as it is now; null where it was removed
   */
  public static Candidate held(
      Trigger trigger, @Nullable Rule now, Rollout rollout, @Nullable Long arbitratedMillis) {
    return new Candidate(
        trigger.rule(),
        rollout,
        outside(rollout, trigger.customer()),
        now == null ? ANYONE : now.who(),
        now == null ? 0 : now.message().cooldownMillis(),
        now == null ? null : now.message().holdout(),
        new Labels(
            Digest.number(trigger.rule()),
            trigger.signal(),
            trigger.priority(),
            Digest.number(trigger.to()),
            now == null ? NO_TAGS : Labels.of(now).tags()),
        trigger.expiresMillis(),
        arbitratedMillis);
  }

  private static @Nullable Canary outside(Rollout rollout, String customer) {
    Canary canary = rollout.canary();
    return canary == null || canary.includes(customer) ? null : canary;
  }

  boolean isShadow() {
    return rollout.status() == Rule.Status.SHADOW;
  }

  /**
   * Returns whether it does not go out whatever the gates answer before the last, and is asked
   * about only to see what would become of it. Such a one wins over no other, and its customer is
   * in no control group.
   */
  public boolean isMuted() {
    return isShadow() || outside != null;
  }
}
