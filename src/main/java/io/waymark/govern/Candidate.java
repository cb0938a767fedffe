package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.model.Trigger;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import io.waymark.rule.Who;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trigger about which the gates are asked.
 *
 * @param rule its id
 * @param status of the rule's current version; draft where there is none
 * @param who the customers that the rule is for
 * @param holdout the control group of the rule alone; null for that of the policy
 * @param expiresMillis null for never
 * @param arbitratedMillis when the arbitration is over for which it was held; null where it was not
 */
public record Candidate(
    String rule,
    Rule.Status status,
    Who who,
    long cooldownMillis,
    @Nullable Holdout holdout,
    Labels labels,
    @Nullable Long expiresMillis,
    @Nullable Long arbitratedMillis) {
  private static final Who ANYONE = new Who(Set.of(), null);
  private static final long[] NO_TAGS = {};

  /** Returns a match that was just found. */
  public static Candidate found(
      Rule rule, Rule.Status status, Labels labels, @Nullable Long expiresMillis) {
    return new Candidate(
        rule.id(),
        status,
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
      Rule rule, Rule.Status status, Labels labels, @Nullable Long expiresMillis) {
    return new Candidate(
        rule.id(),
        status,
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
      Trigger trigger, @Nullable Rule now, @Nullable Long arbitratedMillis) {
    return new Candidate(
        trigger.rule(),
        now == null ? Rule.Status.DRAFT : now.status(),
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

  /** Returns whether it is asked about only to see what would become of it. */
  boolean isShadow() {
    return status == Rule.Status.SHADOW;
  }
}
