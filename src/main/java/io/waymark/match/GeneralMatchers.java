package io.waymark.match;

import io.waymark.rule.Rule;

/**
 * Makes matchers of rules that {@link LatestStart} objects to. A service, because it comes with
 * Flink's CEP library, which is not everywhere where rules are played.
 */
public interface GeneralMatchers {
  /** Makes matchers. */
  Matchers open(Matchers.DroppedRuns drops);

  /**
   * Returns what the open runs of a rule take in a customer's state.
   *
   * @param reason why the rule is not matched by compact matchers
   */
  Footprint footprint(Rule rule, String reason);
}
