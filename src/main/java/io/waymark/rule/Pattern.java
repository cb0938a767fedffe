package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that a rule looks for in the touchpoints of one customer.
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

  /** Returns the types that any step asks for by name. */
  public Set<String> types() {
    Set<String> types = new HashSet<>();
    steps.forEach(step -> types.addAll(step.types().asked()));
    return types;
  }

  /** Returns whether a positive step asks for any type. */
  public boolean choosesAnyType() {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.Positive && step.types().isAnyBut());
  }

  /** Returns whether any step asks for a type; a touchpoint of another does not matter. */
  public boolean asksFor(String type) {
    return steps.stream().anyMatch(step -> step.types().contains(type));
  }

  /** Returns the touchpoints that each positive step asks for, by type and channel. */
  public List<Interest> interests() {
    return steps.stream().filter(Step.Positive.class::isInstance).map(Interest::of).toList();
  }

  /**
   * Returns at how many places a run can wait: for each positive step one for each step that may
   * have been chosen last before it, and one for each part of the step itself.
   */
  public int places() {
    int places = 0;
    int entries = 1;
    for (Step step : steps) {
      if (step instanceof Step.Positive positive) {
        places += entries + positive.places();
        entries = positive.mayBeLeftOut() ? entries + 1 : 1;
      }
    }
    return places;
  }

  /** Returns the absence that ends the pattern; null where none does. */
  public Step.@Nullable Absent trailing() {
    return steps.get(steps.size() - 1) instanceof Step.Absent absent ? absent : null;
  }

  /**
   * Returns the steps that must not come after the last positive one: the absence at the end, and
   * the last positive step itself where it counts all. None where no absence ends the pattern.
   */
  public List<Step> silence() {
    Step.Absent trailing = trailing();
    if (trailing == null) {
      return List.of();
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Positive last) {
        return last.countsAll() ? List.of(trailing, last) : List.of(trailing);
      }
    }
    return List.of(trailing);
  }

  /** Returns the absences that look at all touchpoints of the customer, whatever their value. */
  public List<Step.Absent> uncorrelated() {
    return steps.stream()
        .filter(Step.Absent.class::isInstance)
        .map(Step.Absent.class::cast)
        .filter(absent -> !absent.correlated())
        .toList();
  }

  /** Returns the duration of the absence at the end; 0 where the pattern does not end in one. */
  public long forMillis() {
    Step.Absent trailing = trailing();
    return trailing == null ? 0 : trailing.forMillis();
  }

  /** Returns the longest time that a run can stay open. */
  public long lifetimeMillis() {
    return withinMillis + forMillis();
  }
}
