package io.waymark.match;

import io.waymark.expression.Allowance;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * An expression over {@code event.*} that is evaluated once for each touchpoint, whichever rules
 * ask, within the limits of one evaluation. So its value depends on no rule; each rule that asks
 * pays its steps as a {@link Share}. Of one thread.
 */
final class Evaluation {
  private final Expression expression;
  private final Serial serial;
  private final Allowance allowance;
  private final Scope root;
  private long last;
  private @Nullable Object value;
  private int steps;

  Evaluation(Expression expression, Serial serial, Limits limits) {
    this.expression = expression;
    this.serial = serial;
    this.allowance = new Allowance(limits);
    this.root = Scope.NONE.within(allowance);
  }

  /** Evaluates for a touchpoint, unless it was done already. */
  void evaluate(Touchpoint touchpoint) {
    long number = serial.number(touchpoint);
    if (number != last) {
      last = number;
      allowance.renew();
      int given = allowance.steps();
      value = expression.evaluate(Scope.ofEvent(touchpoint, root));
      steps = given - allowance.steps();
    }
  }

  /** Returns the value for the touchpoint; null where it is absent. */
  @Nullable Object value() {
    return value;
  }

  /** Returns the steps that it took. */
  int steps() {
    return steps;
  }

  Expression expression() {
    return expression;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Evaluation that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }
}
