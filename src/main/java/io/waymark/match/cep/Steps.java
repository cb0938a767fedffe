package io.waymark.match.cep;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.expression.Scope.Chosen;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.List;

/**
 * Tests whether touchpoints fulfil steps, given the touchpoints chosen so far.
 *
 * @param root holds the limits of each evaluation
 */
record Steps(Scope root) {
  boolean fulfil(Step step, Touchpoint touchpoint, Chosen chosen) {
    if (!step.types().contains(touchpoint.type())) {
      return false;
    }
    Expression where = step.where();
    return where == null || where.test(Scope.ofEvent(touchpoint, Scope.ofSteps(chosen, root)));
  }

  boolean fulfilAny(List<Step.Absent> steps, Touchpoint touchpoint, Chosen chosen) {
    for (Step.Absent step : steps) {
      if (fulfil(step, touchpoint, chosen)) {
        return true;
      }
    }
    return false;
  }
}
