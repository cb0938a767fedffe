package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.waymark.yaml.YamlValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a YAML text; their mistakes become problems of that text. */
public final class Expressions {
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(Vocabulary.OPTIONS).build();

  private Expressions() {}

  /** An expression of any type; empty after a problem. */
  public static Optional<Expression> expression(YamlValue value, Vocabulary vocabulary) {
    String text = value.text();
    return text.isEmpty()
        ? Optional.empty()
        : check(value, text, vocabulary).map(Expressions::compile);
  }

  /**
   * An expression that is true or false; empty after a problem, which it also is when it can never
   * be true.
   */
  public static Optional<Expression> condition(YamlValue value, Vocabulary vocabulary) {
    String text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<CelAbstractSyntaxTree> ast = check(value, text, vocabulary);
    if (ast.isPresent() && !isTruth(ast.get())) {
      value.problem(
          "expected a condition (true or false), but this is a "
              + ast.get().getResultType().name());
      return Optional.empty();
    }
    Optional<Expression> condition = ast.map(Expressions::compile);
    if (condition.isPresent()
        && condition.get().names().isEmpty()
        && !condition.get().test(Scope.NONE)) {
      value.problem("this can never be true");
      return Optional.empty();
    }
    return condition;
  }

  /** A condition that Waymark itself words. */
  public static Expression ours(String text, Vocabulary vocabulary) {
    return compile(ast(vocabulary.compiler().compile(text)));
  }

  private static boolean isTruth(CelAbstractSyntaxTree ast) {
    CelKind kind = ast.getResultType().kind();
    return kind == CelKind.BOOL || kind == CelKind.DYN;
  }

  private static Optional<CelAbstractSyntaxTree> check(
      YamlValue value, String text, Vocabulary vocabulary) {
    CelValidationResult result = vocabulary.compiler().compile(text);
    if (!result.hasError()) {
      return Optional.of(ast(result));
    }
    for (CelIssue issue : result.getErrors()) {
      value.problem(
          Math.max(1, issue.getSourceLocation().getLine()),
          Math.max(0, issue.getSourceLocation().getColumn()),
          message(issue, vocabulary));
    }
    return Optional.empty();
  }

  private static String message(CelIssue issue, Vocabulary vocabulary) {
    String message = issue.getMessage().replace(" (in container '')", "");
    return message.startsWith("undeclared reference")
        ? message + "; known here: " + String.join(", ", vocabulary.names())
        : message;
  }

  private static CelAbstractSyntaxTree ast(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("not a valid expression: " + e.getMessage(), e);
    }
  }

  private static Expression compile(CelAbstractSyntaxTree ast) {
    String text = ast.getSource().getContent().toString();
    Expression path = path(ast, text);
    if (path != null) {
      return path;
    }
    try {
      return Expression.ofProgram(text, names(ast), RUNTIME.createProgram(ast));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("checked, but it makes no program: " + text, e);
    }
  }

  private static Set<String> names(CelAbstractSyntaxTree ast) {
    return ast.getReferenceMap().values().stream()
        .filter(reference -> reference.overloadIds().isEmpty() && reference.value().isEmpty())
        .map(CelReference::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Expression path(CelAbstractSyntaxTree ast, String text) {
    Deque<String> keys = new ArrayDeque<>();
    CelExpr at = ast.getExpr();
    CelReference name = ast.getReferenceMap().get(at.id());
    while (name == null) {
      if (at.getKind() != CelExpr.ExprKind.Kind.SELECT || at.select().testOnly()) {
        return null;
      }
      keys.addFirst(at.select().field());
      at = at.select().operand();
      name = ast.getReferenceMap().get(at.id());
    }
    boolean isName = name.overloadIds().isEmpty() && name.value().isEmpty();
    return isName ? Expression.ofPath(text, name.name(), List.copyOf(keys)) : null;
  }
}
