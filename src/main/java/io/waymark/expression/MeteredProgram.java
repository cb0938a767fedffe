package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelRuntime;
import org.jspecify.annotations.Nullable;

/**
 * A program of CEL whose evaluations are bounded.
 *
 * @param costs the steps of its nodes
 */
record MeteredProgram(CelRuntime.Program program, StepCosts costs) {
  static MeteredProgram of(CelAbstractSyntaxTree ast, CelRuntime runtime) {
    try {
      return new MeteredProgram(runtime.createProgram(ast), StepCounting.of(ast));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(
          "checked, but it makes no program: " + ast.getSource().getContent(), e);
    }
  }

  /**
   * Evaluates within the limits of the scope, which take account of the steps.
   *
   * @throws LimitExceeded when the steps are used up
   */
  @Nullable Object evaluate(Scope scope) throws CelEvaluationException {
    StepLimit limits = scope.limits();
    if (limits.steps() == 0) {
      throw new LimitExceeded();
    }
    Meter meter = new Meter(costs, scope);
    long spent = limits.steps();
    try {
      Object value = trace(meter);
      meter.spendForResult(value);
      spent = meter.spent();
      return value;
    } catch (CelEvaluationException e) {
      spent = meter.spent();
      throw e;
    } finally {
      // An error, such as a stack that overflows, takes all steps that were left.
      limits.spend(spent);
    }
  }

  /** Evaluates, and takes what the library throws unchecked for the failures that they are. */
  private Object trace(Meter meter) throws CelEvaluationException {
    try {
      return program.trace(meter, meter);
    } catch (RuntimeException e) {
      throw CelEvaluationExceptionBuilder.newBuilder("%s", e.getMessage()).setCause(e).build();
    }
  }
}
