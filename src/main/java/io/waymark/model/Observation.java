package io.waymark.model;

/**
 * The end of a span in which a customer was observed, after a decision of a rule with a goal.
 * Produced by the engine of a customer, once for each span; consumed where the outcomes of rules
 * are counted.
 *
 * @param version of the rule that decided
 * @param endMillis event time, when the span ended
 */
public record Observation(String rule, String version, Arm arm, Result result, long endMillis) {
  /** The result that was observed. */
  public enum Result {
    REACHED,
    MISSED,
    /** The customer was in both arms during the span, so that it tells nothing of either. */
    CONTAMINATED
  }
}
