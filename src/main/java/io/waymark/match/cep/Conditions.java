package io.waymark.match.cep;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What touchpoints must fulfil, over the touchpoints chosen so far. */
final class Conditions {
  private Conditions() {}

  /** The touchpoints chosen so far for the steps of a run, by the step's name. */
  @FunctionalInterface
  interface Chosen {
    List<Touchpoint> forStep(String step);
  }

  static boolean fulfils(Step step, Touchpoint touchpoint, Chosen chosen) {
    if (!step.types().contains(touchpoint.type())) {
      return false;
    }
    Expression where = step.where();
    return where == null || where.test(Scope.ofEvent(touchpoint, ofSteps(chosen)));
  }

  static boolean fulfilsAny(List<Step.Absent> steps, Touchpoint touchpoint, Chosen chosen) {
    for (Step.Absent step : steps) {
      if (fulfils(step, touchpoint, chosen)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some condition looks at more than the touchpoint at hand, so that it matters which were chosen before. */
  static boolean lookBack(Pattern pattern) {
    return pattern.steps().stream().anyMatch(Conditions::looksBack);
  }

  static boolean looksBack(Step step) {
    Expression where = step.where();
    return where != null && where.names().stream().anyMatch(name -> !name.startsWith("event."));
  }

  /** {@code step.first.*}, {@code step.last.*} and {@code step.count}. */
  static Scope ofSteps(Chosen chosen) {
    return name -> value(name, chosen);
  }

  static Scope ofSteps(Map<String, List<Touchpoint>> chosen) {
    return ofSteps(step -> chosen.getOrDefault(step, List.of()));
  }

  private static @Nullable Object value(String name, Chosen chosen) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return null;
    }
    List<Touchpoint> touchpoints = chosen.forStep(name.substring(0, dot));
    if (touchpoints.isEmpty()) {
      return null;
    }
    String rest = name.substring(dot + 1);
    if (rest.equals("count")) {
      return (long) touchpoints.size();
    }
    Touchpoint touchpoint = rest.startsWith("first.") ? touchpoints.get(0) : touchpoints.get(touchpoints.size() - 1);
    return Scope.field(touchpoint, rest.substring(rest.indexOf('.') + 1));
  }
}
