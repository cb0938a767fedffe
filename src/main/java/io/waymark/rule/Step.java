package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a pattern. */
public sealed interface Step {
  /** The types it asks for, any of them. */
  Set<String> types();

  /**
   * What a touchpoint of these types must fulfil besides, over {@code event.*} and earlier steps.
   */
  @Nullable Expression where();

  /**
   * Touchpoints to be chosen.
   *
   * @param name what later steps and the trigger call it
   * @param times how many are chosen
   */
  record Positive(String name, Set<String> types, @Nullable Expression where, int times)
      implements Step {}

  /**
   * A touchpoint that must not lie between its neighbours, or in the time after the last step.
   *
   * @param forMillis how long after the step before it, where it ends the pattern; else 0
   */
  record Absent(Set<String> types, @Nullable Expression where, long forMillis) implements Step {}
}
