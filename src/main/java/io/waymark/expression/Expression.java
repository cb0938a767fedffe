package io.waymark.expression;

import com.google.common.base.Suppliers;
import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.waymark.expression.Conjuncts.NamedPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. Immutable and free of state, so that all customers share it; equal to
 * another of the same text.
 */
public final class Expression {
  private final String text;
  private final Map<String, Set<String>> reads;
  private final List<Conjunct> conjuncts;
  private final Evaluator evaluator;

  private Expression(
      String text, Map<String, Set<String>> reads, List<Conjunct> conjuncts, Evaluator evaluator) {
    this.text = text;
    this.reads = reads;
    this.conjuncts = conjuncts;
    this.evaluator = evaluator;
  }

  /**
   * @param program made when it is first needed: many conditions never are, as their parts are
   *     understood
   * @param conjuncts of a condition; empty for an expression that is none
   */
  static Expression ofProgram(
      String text,
      Map<String, Set<String>> reads,
      List<Conjunct> conjuncts,
      Supplier<CelRuntime.Program> program) {
    Supplier<CelRuntime.Program> once = Suppliers.memoize(program::get);
    return new Expression(
        text,
        reads,
        conjuncts,
        scope -> once.get().eval((String name) -> Optional.ofNullable(scope.value(name))));
  }

  /**
   * A name and keys below it: looked up directly, as it needs no evaluation and is what most
   * mappings consist of.
   */
  static Expression ofPath(
      String text, Map<String, Set<String>> reads, List<Conjunct> conjuncts, NamedPath path) {
    return new Expression(
        text, reads, conjuncts, scope -> Path.walk(scope.value(path.name()), path.keys()));
  }

  /**
   * The value as {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} or
   * {@code Map}; times and durations as ISO-8601 text. Null when a name or property that it needs
   * is missing or of a type that it cannot use.
   */
  public @Nullable Object evaluate(Scope scope) {
    return PlainValues.value(run(scope));
  }

  /**
   * As {@link #evaluate}, but only what is missing makes the value null.
   *
   * @throws EvaluationException when nothing is missing and it fails
   */
  public @Nullable Object evaluateOrFail(Scope scope) throws EvaluationException {
    try {
      return PlainValues.value(evaluator.evaluate(scope));
    } catch (CelEvaluationException e) {
      if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
        return null;
      }
      throw new EvaluationException(String.valueOf(e.getMessage()));
    }
  }

  /** As a condition: what is absent, or not a truth value, is false. */
  public boolean test(Scope scope) {
    return Boolean.TRUE.equals(run(scope));
  }

  /** The names of the vocabulary that it uses. */
  public Set<String> names() {
    return reads.keySet();
  }

  /** The keys that it reads below a name that it uses; empty where it reads the name as a whole. */
  public Set<String> keys(String name) {
    return reads.getOrDefault(name, Set.of());
  }

  /** The parts of a condition, all of which must hold; one whose test is cheap comes first. */
  public List<Conjunct> conjuncts() {
    return conjuncts;
  }

  /** As its author wrote it. */
  public String text() {
    return text;
  }

  /** The language's rule: what cannot be evaluated for this touchpoint is absent. */
  private @Nullable Object run(Scope scope) {
    try {
      return evaluator.evaluate(scope);
    } catch (CelEvaluationException e) {
      return null;
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
