package io.waymark.match;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the criteria of all rules, so that they share their parts: a part that many rules have in
 * common is evaluated once for a touchpoint, and so is a value that many rules correlate by. Of one
 * thread.
 */
public final class Criteria {
  private static final Criterion NONE = touchpoint -> true;

  private final Interner<Part> parts = Interners.newWeakInterner();
  private final Interner<Remembered<?, ?>> remembered = Interners.newWeakInterner();
  private final Serial serial = new Serial();
  private final Scope root;

  /** Makes criteria within the limits that hold where nobody says otherwise. */
  public Criteria() {
    this(Limits.DEFAULT);
  }

  /**
   * Makes criteria.
   *
   * @param limits of each evaluation
   */
  public Criteria(Limits limits) {
    this.root = Scope.NONE.within(limits);
  }

  /** Returns the limits of each evaluation. */
  public Limits limits() {
    return root.limits();
  }

  /**
   * Returns the criterion of a condition. Of one that looks back it holds the parts that do not.
   */
  public Criterion of(@Nullable Expression where) {
    return where == null ? NONE : all(where.conjuncts());
  }

  /** Returns the criterion that all conjuncts hold which ask for the touchpoint alone. */
  public Criterion all(List<Conjunct> conjuncts) {
    Part[] own =
        conjuncts.stream().filter(Conjunct::isOfEvent).map(this::part).toArray(Part[]::new);
    return switch (own.length) {
      case 0 -> NONE;
      case 1 -> own[0];
      default -> touchpoint -> all(own, touchpoint);
    };
  }

  /**
   * Returns the function that evaluates an expression over {@code event.*} for a touchpoint; null
   * where the value is absent.
   */
  public Function<Touchpoint, @Nullable Object> value(Expression expression) {
    return remembered(
        expression, touchpoint -> expression.evaluate(Scope.ofEvent(touchpoint, root)));
  }

  /**
   * Returns the function that gives the {@link CorrelationText} of a touchpoint; null where the
   * value is absent.
   */
  public Function<Touchpoint, @Nullable String> correlation(Expression correlate) {
    Function<Touchpoint, @Nullable Object> value = value(correlate);
    return remembered(
        value,
        touchpoint -> {
          Object own = value.apply(touchpoint);
          return own == null ? null : CorrelationText.of(own);
        });
  }

  /**
   * Returns a function that is evaluated once for each touchpoint, by all rules that ask for it.
   *
   * @param key decides the results; functions of equal keys are the same one
   */
  @SuppressWarnings("unchecked") // A key stands for functions of one type only.
  public <K, V extends @Nullable Object> Function<Touchpoint, V> remembered(
      K key, Function<Touchpoint, V> function) {
    return (Function<Touchpoint, V>) remembered.intern(new Remembered<>(key, serial, function));
  }

  private Part part(Conjunct conjunct) {
    return parts.intern(new Part(conjunct, serial, root));
  }

  private static boolean all(Part[] parts, Touchpoint touchpoint) {
    for (Part part : parts) {
      if (!part.test(touchpoint)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A conjunct that remembers its answer for the touchpoint that was asked about last. Thousands
   * are asked at each touchpoint, so that it is no {@link Remembered} of an object.
   */
  private static final class Part implements Criterion {
    private final Conjunct conjunct;
    private final Serial serial;
    private final Scope root;
    private long last;
    private boolean answer;

    Part(Conjunct conjunct, Serial serial, Scope root) {
      this.conjunct = conjunct;
      this.serial = serial;
      this.root = root;
    }

    @Override
    public boolean test(Touchpoint touchpoint) {
      long number = serial.number(touchpoint);
      if (number != last) {
        answer = conjunct.test(touchpoint, root);
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
}
