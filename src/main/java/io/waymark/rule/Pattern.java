package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks for in the touchpoints of one customer.
 *
 * @param correlate all steps share this value; a touchpoint without it takes part in no run
 * @param withinMillis the last positive step minus the first is less than this; 0 where the pattern
 *     chooses a single touchpoint and needs no bound
 * @param steps the first one is positive; only the last one may be an absence with a duration
 */
public record Pattern(@Nullable Expression correlate, long withinMillis, List<Step> steps) {

  public Pattern {
    steps = List.copyOf(steps);
  }

  /**
   * The types that any step asks for; a touchpoint of another type does not matter to this pattern.
   */
  public Set<String> types() {
    Set<String> types = new HashSet<>();
    steps.forEach(step -> types.addAll(step.types()));
    return types;
  }

  /** The absence that ends the pattern, if one does. */
  public Step.@Nullable Absent trailing() {
    return steps.get(steps.size() - 1) instanceof Step.Absent absent ? absent : null;
  }

  /** How long nothing must come at the end; 0 where the pattern does not end in an absence. */
  public long forMillis() {
    Step.Absent trailing = trailing();
    return trailing == null ? 0 : trailing.forMillis();
  }

  /** How long a run can stay open at the most. */
  public long lifetimeMillis() {
    return withinMillis + forMillis();
  }
}
