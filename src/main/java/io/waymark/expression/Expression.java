package io.waymark.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable and free of state, so that all customers share it. */
public final class Expression {
  private final String text;
  private final Set<String> names;
  private final Evaluator evaluator;

  private Expression(String text, Set<String> names, Evaluator evaluator) {
    this.text = text;
    this.names = names;
    this.evaluator = evaluator;
  }

  static Expression ofProgram(String text, Set<String> names, CelRuntime.Program program) {
    return new Expression(
        text,
        names,
        scope -> program.eval((String name) -> Optional.ofNullable(scope.value(name))));
  }

  /**
   * A name and keys below it: looked up directly, as it needs no evaluation and is what most
   * mappings consist of.
   */
  static Expression ofPath(String text, String name, List<String> keys) {
    return new Expression(text, Set.of(name), scope -> walk(scope.value(name), keys));
  }

  /**
   * The value as {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} or
   * {@code Map}; times and durations as ISO-8601 text. Null when a name or property that it needs
   * is missing or of a type that it cannot use.
   */
  public @Nullable Object evaluate(Scope scope) {
    return Plain.value(run(scope));
  }

  /**
   * As {@link #evaluate}, but only what is missing makes the value null.
   *
   * @throws EvaluationException when nothing is missing and it fails
   */
  public @Nullable Object evaluateOrFail(Scope scope) throws EvaluationException {
    try {
      return Plain.value(evaluator.evaluate(scope));
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
    return names;
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

  private static @Nullable Object walk(@Nullable Object value, List<String> keys) {
    Object at = value;
    for (String key : keys) {
      if (!(at instanceof Map<?, ?> map)) {
        return null;
      }
      at = map.get(key);
    }
    return at;
  }

  private interface Evaluator {
    @Nullable Object evaluate(Scope scope) throws CelEvaluationException;
  }
}
