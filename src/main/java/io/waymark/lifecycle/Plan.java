package io.waymark.lifecycle;

import java.util.List;

/**
 * The expectation of a company of a visit to a stage: how long it takes and which touchpoints it
 * has.
 *
 * @param withinMillis the longest time; 0 where the plan names none
 * @param touchpoints the types that each visit is to have, without repetition; may be empty
 * @param ordered whether they are to come in the order of the list
 */
public record Plan(long withinMillis, List<String> touchpoints, boolean ordered) {
  /** Expects nothing. */
  public static final Plan NONE = new Plan(0, List.of(), false);

  public Plan {
    touchpoints = List.copyOf(touchpoints);
  }
}
