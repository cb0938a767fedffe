package io.waymark.expression;

import com.google.common.base.Suppliers;
import dev.cel.runtime.CelEvaluationException;
import io.waymark.expression.Conjuncts.NamedPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. It is immutable and stateless, so all customers share it, and equal to
 * another of the same text.
 */
public final class Expression {
  private final String text;
  private final Map<String, Set<String>> reads;
  private final Map<String, Set<String>> tested;
  private final List<Conjunct> conjuncts;
  private final boolean canFail;
  private final Evaluator evaluator;

  private Expression(
      String text,
      References references,
      List<Conjunct> conjuncts,
      boolean canFail,
      Evaluator evaluator) {
    this.text = text;
    this.reads = references.keys();
    this.tested = references.tested();
    this.conjuncts = conjuncts;
    this.canFail = canFail;
    this.evaluator = evaluator;
  }

  /**
   * @param program made when it is first needed: many conditions never are, as their parts are
   *     understood
   * @param conjuncts of a condition; empty for an expression that is none
   */
  static Expression ofProgram(
      String text,
      References references,
      List<Conjunct> conjuncts,
      Supplier<MeteredProgram> program) {
    Supplier<MeteredProgram> once = Suppliers.memoize(program::get);
    return new Expression(text, references, conjuncts, true, scope -> once.get().evaluate(scope));
  }

  /**
   * Makes an expression of a name and keys below it. Most mappings consist of these, so they are
   * looked up directly, without CEL.
   */
  static Expression ofPath(
      String text, References references, List<Conjunct> conjuncts, NamedPath path) {
    return new Expression(
        text,
        references,
        conjuncts,
        false,
        scope -> Path.walk(scope.value(path.name()), path.keys()));
  }

  /**
   * Returns the value as {@code String}, a number of {@link io.waymark.model.Decimals}, {@code
   * Boolean}, {@code List} or {@code Map}; times and durations as ISO-8601 text. Null when a name
   * or property that the expression needs is missing, or when it fails, which {@link Scope#limits}
   * counts.
   */
  public @Nullable Object evaluate(Scope scope) {
    return PlainValues.value(run(scope));
  }

  /**
   * Returns the same as {@link #evaluate}, but null only when a name or property is missing.
   *
   * @throws EvaluationException when nothing is missing and it fails
   */
  public @Nullable Object evaluateOrFail(Scope scope) throws EvaluationException {
    return PlainValues.value(runOrFail(scope));
  }

  /**
   * Returns the value as the scope has it, not copied, where the expression looks up a name and
   * keys only; null for any other.
   */
  public @Nullable Object lookUp(Scope scope) {
    return canFail ? null : run(scope);
  }

  /**
   * Returns whether this holds as a condition; an absent value or one that is not a boolean counts
   * as false.
   */
  public boolean test(Scope scope) {
    return Boolean.TRUE.equals(run(scope));
  }

  /**
   * Returns the same as {@link #test}, but false only when it does not hold or when a name or
   * property is missing.
   *
   * @throws EvaluationException when nothing is missing and it fails
   */
  public boolean testOrFail(Scope scope) throws EvaluationException {
    return Boolean.TRUE.equals(runOrFail(scope));
  }

  /** Returns whether an evaluation can fail; one that looks up a name and keys only cannot. */
  public boolean canFail() {
    return canFail;
  }

  /** Returns the names of the vocabulary that the expression uses. */
  public Set<String> names() {
    return reads.keySet();
  }

  /**
   * Returns the keys that the expression reads below a name; empty where it reads the name as a
   * whole.
   */
  public Set<String> keys(String name) {
    return reads.getOrDefault(name, Set.of());
  }

  /** Returns the keys below a name of which the expression asks by {@code has} whether they are. */
  public Set<String> testedKeys(String name) {
    return tested.getOrDefault(name, Set.of());
  }

  /** Returns the parts of a condition, all of which must hold; the cheaper ones come first. */
  public List<Conjunct> conjuncts() {
    return conjuncts;
  }

  /** Returns the text as its author wrote it. */
  public String text() {
    return text;
  }

  /**
   * Evaluates by the rule of the language: a value that cannot be computed for this touchpoint is
   * absent.
   */
  private @Nullable Object run(Scope scope) {
    try {
      return evaluator.evaluate(scope);
    } catch (CelEvaluationException e) {
      Failure.of(e).ifPresent(failure -> scope.limits().failures().failed(this, failure));
    } catch (LimitExceeded | StackOverflowError e) {
      scope.limits().failures().failed(this, Failure.OVER_LIMIT);
    }
    return null;
  }

  private @Nullable Object runOrFail(Scope scope) throws EvaluationException {
    try {
      return evaluator.evaluate(scope);
    } catch (CelEvaluationException e) {
      if (Failure.of(e).isEmpty()) {
        return null;
      }
      throw new EvaluationException(String.valueOf(e.getMessage()));
    } catch (LimitExceeded | StackOverflowError e) {
      throw new EvaluationException(Failure.OVER_LIMIT.text());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression expression && text.equals(expression.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private interface Evaluator {
    @Nullable Object evaluate(Scope scope) throws CelEvaluationException;
  }
}
