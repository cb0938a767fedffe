package io.waymark.govern;

import io.waymark.rule.Canary;
import io.waymark.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * How far a rule may go now, whichever of its versions matched.
 *
 * @param status that its author gave the current version; draft where there is none
 * @param canary the customers to whom it sends already; null for all
 * @param breach why the breaker paused it, in words; null where it did not
 */
public record Rollout(Rule.Status status, @Nullable Canary canary, @Nullable String breach) {
  /** The rollout of a rule that was removed. */
  public static final Rollout NONE = new Rollout(Rule.Status.DRAFT, null, null);
}
