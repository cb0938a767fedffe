package io.waymark.match;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of all rules, each part of them once: a part that many rules share is evaluated
 * once for a touchpoint, and a value that many rules correlate by as well. Of one thread.
 */
public final class Conditions {
  private static final Condition NONE = touchpoint -> true;

  private final Interner<Part> parts = Interners.newWeakInterner();
  private final Interner<Value> values = Interners.newWeakInterner();
  private final Serial serial = new Serial();

  /**
   * What {@code where} asks of the touchpoint alone; where it looks back, that is less than it
   * asks.
   */
  public Condition of(@Nullable Expression where) {
    return where == null ? NONE : all(where.conjuncts());
  }

  /** The condition that all of these hold, as far as they ask for the touchpoint alone. */
  public Condition all(List<Conjunct> conjuncts) {
    Part[] own =
        conjuncts.stream().filter(Conjunct::isOfEvent).map(this::part).toArray(Part[]::new);
    return switch (own.length) {
      case 0 -> NONE;
      case 1 -> own[0];
      default -> touchpoint -> all(own, touchpoint);
    };
  }

  /** What an expression over {@code event.*} is for a touchpoint; null where it is absent. */
  public Function<Touchpoint, @Nullable Object> value(Expression expression) {
    return values.intern(new Value(expression, serial));
  }

  private Part part(Conjunct conjunct) {
    return parts.intern(new Part(conjunct, serial));
  }

  private static boolean all(Part[] parts, Touchpoint touchpoint) {
    for (Part part : parts) {
      if (!part.test(touchpoint)) {
        return false;
      }
    }
    return true;
  }

  /** Remembers its answer for the touchpoint that was asked last. */
  private static final class Part implements Condition {
    private final Conjunct conjunct;
    private final Serial serial;
    private long last;
    private boolean answer;

    Part(Conjunct conjunct, Serial serial) {
      this.conjunct = conjunct;
      this.serial = serial;
    }

    @Override
    public boolean test(Touchpoint touchpoint) {
      long number = serial.number(touchpoint);
      if (number != last) {
        answer = conjunct.test(touchpoint);
        last = number;
      }
      return answer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Part part && conjunct.equals(part.conjunct);
    }

    @Override
    public int hashCode() {
      return conjunct.hashCode();
    }
  }

  /** As {@link Part}. */
  private static final class Value implements Function<Touchpoint, @Nullable Object> {
    private final Expression expression;
    private final Serial serial;
    private long last;
    private @Nullable Object value;

    Value(Expression expression, Serial serial) {
      this.expression = expression;
      this.serial = serial;
    }

    @Override
    public @Nullable Object apply(Touchpoint touchpoint) {
      long number = serial.number(touchpoint);
      if (number != last) {
        value = expression.evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
        last = number;
      }
      return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Value that && expression.equals(that.expression);
    }

    @Override
    public int hashCode() {
      return expression.hashCode();
    }
  }
}
