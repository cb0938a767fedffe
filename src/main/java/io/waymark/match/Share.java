package io.waymark.match;

import io.waymark.expression.Allowance;
import io.waymark.expression.Failure;
import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * The use that one rule makes of an {@link Evaluation}: it pays the steps once for each touchpoint,
 * whether or not another rule asked before, so that a rule gets the same value beside any others.
 * It belongs to one thread.
 */
final class Share implements Criterion {
  private final Evaluation evaluation;
  private final Serial serial;
  private final Allowance allowance;
  private long last;
  private @Nullable Object value;

  Share(Evaluation evaluation, Serial serial, Allowance allowance) {
    this.evaluation = evaluation;
    this.serial = serial;
    this.allowance = allowance;
  }

  /** Returns the value; null where it is absent, or where the rule has too few steps left. */
  @Nullable Object value(Touchpoint touchpoint) {
    long number = serial.number(touchpoint);
    if (number != last) {
      last = number;
      allowance.renewFor(number);
      value = pay(touchpoint);
    }
    return value;
  }

  /** Returns the value whatever steps the rule has left. */
  @Nullable Object valueForAll(Touchpoint touchpoint) {
    evaluation.evaluate(touchpoint);
    return evaluation.value();
  }

  @Override
  public boolean test(Touchpoint touchpoint) {
    return Boolean.TRUE.equals(value(touchpoint));
  }

  private @Nullable Object pay(Touchpoint touchpoint) {
    int left = allowance.steps();
    if (left > 0) {
      evaluation.evaluate(touchpoint);
      allowance.spend(evaluation.steps());
      if (evaluation.steps() <= left || evaluation.value() == null) {
        return evaluation.value();
      }
    }
    allowance.failures().failed(evaluation.expression(), Failure.OVER_LIMIT);
    return null;
  }
}
