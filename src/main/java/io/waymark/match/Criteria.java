package io.waymark.match;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.waymark.expression.Allowance;
import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.expression.StepLimit;
import io.waymark.model.Touchpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the criteria of one rule, whose evaluations share an {@link Allowance} at each touchpoint.
 * The criteria of all rules share their parts: a part that many rules have in common is evaluated
 * once for a touchpoint, and so is a value that many rules correlate by. Of one thread.
 */
public final class Criteria {
  private static final Criterion NONE = touchpoint -> true;

  private final Pool pool;
  private final Allowance allowance;
  private final Scope root;
  private final Map<Expression, Share> shares = new HashMap<>();

  /** The caches and limits that the criteria of all rules share. */
  private static final class Pool {
    private final Interner<Part> parts = Interners.newWeakInterner();
    private final Interner<Evaluation> evaluations = Interners.newWeakInterner();
    private final Interner<Remembered<?, ?>> remembered = Interners.newWeakInterner();
    private final Serial serial = new Serial();
    private final Limits limits;

    Pool(Limits limits) {
      this.limits = limits;
    }
  }

  /** Makes criteria within the limits that hold where nobody says otherwise. */
  public Criteria() {
    this(Limits.DEFAULT);
  }

  /**
   * Makes criteria that share nothing with others so far.
   *
   * @param limits of all evaluations of one rule at one touchpoint
   */
  public Criteria(Limits limits) {
    this(new Pool(limits), limits);
  }

  private Criteria(Pool pool, Limits limits) {
    this.pool = pool;
    this.allowance = new Allowance(limits);
    this.root = Scope.NONE.within(allowance);
  }

  /** Returns the criteria of another rule, which share their parts with these. */
  public Criteria ofRule(String id) {
    Limits limits = pool.limits;
    return new Criteria(pool, new Limits(limits.steps(), limits.failures().ofRule(id)));
  }

  /** Returns the limits of all evaluations of one rule at one touchpoint. */
  public Limits limits() {
    return pool.limits;
  }

  /**
   * Returns what evaluations of the rule may still take.
   *
   * @param touchpoint the one that is applied; null at a deadline, each of which has all steps
   */
  public StepLimit allowance(@Nullable Touchpoint touchpoint) {
    if (touchpoint == null) {
      allowance.renew();
    } else {
      allowance.renewFor(pool.serial.number(touchpoint));
    }
    return allowance;
  }

  /** Returns a scope without names, within the rule's {@link #allowance}. */
  public Scope root() {
    return root;
  }

  /**
   * Returns the criterion of a condition. Of one that looks back it holds the parts that do not.
   */
  public Criterion of(@Nullable Expression where) {
    return where == null ? NONE : all(where.conjuncts());
  }

  /** Returns the criterion that all conjuncts hold which ask for the touchpoint alone. */
  public Criterion all(List<Conjunct> conjuncts) {
    Criterion[] own =
        conjuncts.stream().filter(Conjunct::isOfEvent).map(this::part).toArray(Criterion[]::new);
    return switch (own.length) {
      case 0 -> NONE;
      case 1 -> own[0];
      default -> touchpoint -> all(own, touchpoint);
    };
  }

  /**
   * Returns the function that evaluates an expression over {@code event.*} for the touchpoint that
   * is applied; null where the value is absent.
   */
  public Function<Touchpoint, @Nullable Object> value(Expression expression) {
    return expression.canFail()
        ? share(expression)::value
        : remembered(expression, valueOfEarlier(expression));
  }

  /**
   * Returns the same as {@link #value}, for touchpoints that were applied before: within what is
   * left at the current one, and not remembered.
   */
  public Function<Touchpoint, @Nullable Object> valueOfEarlier(Expression expression) {
    return touchpoint -> expression.evaluate(Scope.ofEvent(touchpoint, root));
  }

  /**
   * Returns the function that gives the {@link CorrelationText} of a touchpoint; null where the
   * value is absent.
   */
  public Function<Touchpoint, @Nullable String> correlation(Expression correlate) {
    if (!correlate.canFail()) {
      return remembered(new Text(correlate), Text.of(value(correlate)));
    }
    Share share = share(correlate);
    Function<Touchpoint, @Nullable String> text =
        remembered(new Text(correlate), Text.of(share::valueForAll));
    return touchpoint -> share.value(touchpoint) == null ? null : text.apply(touchpoint);
  }

  /** Stands for the text of a value that rules correlate by, which they share. */
  private record Text(Expression correlate) {
    static Function<Touchpoint, @Nullable String> of(Function<Touchpoint, @Nullable Object> value) {
      return touchpoint -> {
        Object own = value.apply(touchpoint);
        return own == null ? null : CorrelationText.of(own);
      };
    }
  }

  /**
   * Returns a function that is evaluated once for each touchpoint, by all rules that ask for it.
   *
   * @param key decides the results; functions of equal keys are the same one
   */
  @SuppressWarnings("unchecked") // A key stands for functions of one type only.
  public <K, V extends @Nullable Object> Function<Touchpoint, V> remembered(
      K key, Function<Touchpoint, V> function) {
    return (Function<Touchpoint, V>)
        pool.remembered.intern(new Remembered<>(key, pool.serial, function));
  }

  private Criterion part(Conjunct conjunct) {
    return conjunct instanceof Conjunct.Other other && other.expression().canFail()
        ? share(other.expression())
        : pool.parts.intern(new Part(conjunct, pool.serial));
  }

  private Share share(Expression expression) {
    return shares.computeIfAbsent(
        expression,
        each ->
            new Share(
                pool.evaluations.intern(new Evaluation(each, pool.serial, pool.limits)),
                pool.serial,
                allowance));
  }

  private static boolean all(Criterion[] parts, Touchpoint touchpoint) {
    for (Criterion part : parts) {
      if (!part.test(touchpoint)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A conjunct that takes no steps and remembers its answer for the touchpoint that was asked about
   * last. Thousands are asked at each touchpoint, so that it is no {@link Remembered} of an object.
   */
  private static final class Part implements Criterion {
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
        answer = conjunct.test(touchpoint, Scope.NONE);
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
