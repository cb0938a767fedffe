package io.waymark.match.cep;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.expression.Scope.Chosen;
import io.waymark.match.Criteria;
import io.waymark.match.Criterion;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tests whether touchpoints fulfil the steps of a pattern, given the touchpoints chosen so far. The
 * part of a condition that asks for the touchpoint alone is evaluated once for all runs.
 */
final class Steps {
  private final Scope root;
  private final IdentityHashMap<Step, Condition> conditions = new IdentityHashMap<>();
  private final IdentityHashMap<Step, Distinction> distinctions = new IdentityHashMap<>();

  /**
   * The condition of a step.
   *
   * @param own the part that a touchpoint fulfils by itself
   * @param others the parts that look back
   */
  private record Condition(Criterion own, List<Conjunct> others) {
    Condition {
      others = List.copyOf(others);
    }
  }

  /** The value by which the touchpoints of a step differ: of the current and of earlier ones. */
  private record Distinction(
      Function<Touchpoint, @Nullable Object> current,
      Function<Touchpoint, @Nullable Object> earlier) {}

  Steps(Pattern pattern, Criteria criteria) {
    this.root = criteria.root();
    for (Step step : pattern.steps()) {
      Expression where = step.where();
      List<Conjunct> parts = where == null ? List.of() : where.conjuncts();
      conditions.put(
          step,
          new Condition(
              criteria.all(parts), parts.stream().filter(part -> !part.isOfEvent()).toList()));
      if (step instanceof Step.Positive positive && positive.distinct() != null) {
        distinctions.put(
            step,
            new Distinction(
                criteria.value(positive.distinct()), criteria.valueOfEarlier(positive.distinct())));
      }
    }
  }

  boolean fulfil(Step step, Touchpoint touchpoint, Chosen chosen) {
    if (!step.types().contains(touchpoint.type())) {
      return false;
    }
    Condition condition = conditions.get(step);
    if (condition == null) {
      throw new IllegalArgumentException("a step of another pattern: " + step);
    }
    if (!condition.own().test(touchpoint)) {
      return false;
    }
    Scope scope = Scope.ofSteps(chosen, root);
    for (Conjunct other : condition.others()) {
      if (!other.test(touchpoint, scope)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a step holds for what it has chosen, with the touchpoint as its last. */
  boolean holds(Step.Positive step, Touchpoint touchpoint, Chosen chosen) {
    Expression having = step.having();
    if (having == null) {
      return true;
    }
    Chosen whole =
        name -> {
          List<Touchpoint> own = chosen.forStep(name);
          if (!name.equals(step.name())) {
            return own;
          }
          List<Touchpoint> more = new ArrayList<>(own);
          more.add(touchpoint);
          return more;
        };
    return having.test(Scope.ofEvent(touchpoint, Scope.ofSteps(whole, root)));
  }

  boolean fulfilAny(List<? extends Step> steps, Touchpoint touchpoint, Chosen chosen) {
    for (Step step : steps) {
      if (fulfil(step, touchpoint, chosen)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a touchpoint has another value than each that was chosen for the step. A value
   * that is absent, as the steps of the evaluation are used up, counts as the same.
   */
  boolean isDistinct(Step.Positive step, Touchpoint event, Chosen chosen) {
    Distinction distinction = distinctions.get(step);
    if (distinction == null) {
      return true;
    }
    Object value = Decimals.key(distinction.current().apply(event));
    return value != null
        && chosen.forStep(step.name()).stream()
            .map(each -> Decimals.key(distinction.earlier().apply(each)))
            .noneMatch(other -> other == null || value.equals(other));
  }
}
