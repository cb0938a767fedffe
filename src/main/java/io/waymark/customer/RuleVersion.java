package io.waymark.customer;

import io.waymark.govern.Labels;
import io.waymark.match.Criteria;
import io.waymark.match.Criterion;
import io.waymark.match.Interest;
import io.waymark.match.Matcher;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Goal;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule in a {@link RuleBook}, ready to be matched.
 *
 * @param criteria of the version, and its allowance of steps
 * @param interest the touchpoints that may advance its runs
 * @param lookBacks the steps whose conditions look back
 * @param uncorrelated the touchpoints that its runs of all correlation values see; null for none
 * @param correlation the value that it correlates by, for a touchpoint; null where it has none
 * @param idDigest the digest of the rule's id, the same for all its versions
 * @param labels of its triggers
 * @param goalWhere the condition of its goal; true where it has none
 * @param drainedMillis when the last open run of a replaced structure is over; {@link
 *     #NOT_DRAINING} for a rule that is current
 */
record RuleVersion(
    Rule rule,
    Criteria criteria,
    Matcher matcher,
    Interest interest,
    List<LookBack> lookBacks,
    @Nullable Interest uncorrelated,
    Function<Touchpoint, @Nullable String> correlation,
    long idDigest,
    Labels labels,
    Criterion goalWhere,
    long drainedMillis) {
  static final long NOT_DRAINING = Long.MAX_VALUE;

  RuleVersion {
    lookBacks = List.copyOf(lookBacks);
  }

  long structure() {
    return rule.structure();
  }

  boolean isCurrent() {
    return drainedMillis == NOT_DRAINING;
  }

  /** Returns whether a touchpoint reaches the goal. */
  boolean isGoal(Touchpoint touchpoint) {
    Goal goal = rule.goal();
    return goal != null && goal.types().contains(touchpoint.type()) && goalWhere.test(touchpoint);
  }

  /** Returns when a version that drains was replaced. */
  long replacedMillis() {
    return drainedMillis - rule.pattern().lifetimeMillis();
  }

  /** Returns whether the last open run of this version is over. */
  boolean isDrained(long nowMillis) {
    return drainedMillis < nowMillis;
  }

  /**
   * Returns the value that distinguishes a touchpoint's runs: empty where the rule does not
   * correlate, null where the touchpoint has no value for it.
   */
  @Nullable String correlation(Touchpoint touchpoint) {
    return correlation.apply(touchpoint);
  }
}
