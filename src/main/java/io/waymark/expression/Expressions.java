package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import io.waymark.expression.Conjuncts.NamedPath;
import io.waymark.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiles the expressions of a YAML text; their mistakes become problems of that text. */
public final class Expressions {
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(Vocabulary.OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder().excludeFunctions(StandardFunction.MATCHES).build())
          .addFunctionBindings(Operators.all())
          .addFunctionBindings(Regexes.FUNCTIONS)
          .build();

  /**
   * The result types of a condition. The type of a property is known only when its touchpoint
   * arrives: DYN.
   */
  private static final Set<CelKind> TRUTHS = Set.of(CelKind.BOOL, CelKind.DYN);

  private static final Set<CelKind> NUMBERS = Set.of(NumberTypes.NUMBER.kind(), CelKind.DYN);

  /**
   * The deepest nesting of brackets that is parsed. CEL's own bound is checked in its visitor,
   * after a parser that has no bound.
   */
  private static final int MOST_NESTING = 50;

  private static final Set<CelKind> TEXTS = Set.of(CelKind.STRING, CelKind.DYN);

  private Expressions() {}

  /** Compiles an expression of any type; empty after a problem. */
  public static Optional<Expression> expression(YamlValue value, Vocabulary vocabulary) {
    return check(value, vocabulary).map(ast -> compile(ast, vocabulary));
  }

  /**
   * Compiles a condition; empty after a problem. A condition that can never be true is a problem.
   */
  public static Optional<Expression> condition(YamlValue value, Vocabulary vocabulary) {
    Optional<Expression> condition =
        ofKind(value, vocabulary, TRUTHS, "a condition (true or false)")
            .map(ast -> compileCondition(ast, vocabulary));
    Optional<String> contradiction = condition.flatMap(Contradictions::of);
    contradiction.ifPresent(message -> value.problem(1, 0, message));
    return contradiction.isPresent() ? Optional.empty() : condition;
  }

  /** Compiles an expression whose value is a number; empty after a problem. */
  public static Optional<Expression> number(YamlValue value, Vocabulary vocabulary) {
    return ofKind(value, vocabulary, NUMBERS, "a number").map(ast -> compile(ast, vocabulary));
  }

  /** Compiles an expression whose value is a text; empty after a problem. */
  public static Optional<Expression> text(YamlValue value, Vocabulary vocabulary) {
    return ofKind(value, vocabulary, TEXTS, "a text").map(ast -> compile(ast, vocabulary));
  }

  /** Compiles an expression that is part of Waymark's own code, so it has no problems. */
  public static Expression builtIn(String text, Vocabulary vocabulary) {
    return compileCondition(ast(vocabulary.compile(text)), vocabulary);
  }

  private static Optional<CelAbstractSyntaxTree> ofKind(
      YamlValue value, Vocabulary vocabulary, Set<CelKind> kinds, String expected) {
    Optional<CelAbstractSyntaxTree> ast = check(value, vocabulary);
    if (ast.isPresent() && !kinds.contains(ast.get().getResultType().kind())) {
      value.problem(
          1,
          0,
          "expected "
              + expected
              + ", but this is of type "
              + NumberTypes.nameOf(ast.get().getResultType()));
      return Optional.empty();
    }
    return ast;
  }

  private static Optional<CelAbstractSyntaxTree> check(YamlValue value, Vocabulary vocabulary) {
    String text = value.scalar();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (nesting(text) > MOST_NESTING) {
      value.problem("more than " + MOST_NESTING + " levels of nested brackets");
      return Optional.empty();
    }
    CelValidationResult result = vocabulary.compile(text);
    List<ExpressionProblem> problems =
        result.hasError()
            ? ExpressionProblem.of(result.getErrors(), text, vocabulary.names())
            : problems(ast(result));
    for (ExpressionProblem problem : problems) {
      value.problem(problem.line(), problem.column(), problem.message());
    }
    return problems.isEmpty() ? Optional.of(ast(result)) : Optional.empty();
  }

  private static List<ExpressionProblem> problems(CelAbstractSyntaxTree ast) {
    return ExpressionCheck.problems(
        ast, part -> MeteredProgram.of(Conjuncts.part(ast, part), RUNTIME).evaluate(Scope.NONE));
  }

  /** Returns how deep brackets are nested, including brackets inside texts. */
  private static int nesting(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '(' || at == '[' || at == '{') {
        deepest = Math.max(deepest, ++depth);
      } else if (at == ')' || at == ']' || at == '}') {
        depth--;
      }
    }
    return deepest;
  }

  private static CelAbstractSyntaxTree ast(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("not a valid expression: " + e.getMessage(), e);
    }
  }

  private static Expression compile(CelAbstractSyntaxTree ast, Vocabulary vocabulary) {
    return compile(ast, vocabulary, ast.getSource().getContent().toString(), List.of());
  }

  private static Expression compileCondition(CelAbstractSyntaxTree ast, Vocabulary vocabulary) {
    List<Conjunct> parts =
        new ArrayList<>(Conjuncts.of(ast, part -> compilePart(part, vocabulary)));
    parts.sort(Comparator.comparing(part -> part instanceof Conjunct.Other));
    return compile(ast, vocabulary, ast.getSource().getContent().toString(), List.copyOf(parts));
  }

  /**
   * Compiles a part of a condition. Its text is unparsed, because the source holds the whole
   * condition.
   */
  private static Expression compilePart(CelAbstractSyntaxTree ast, Vocabulary vocabulary) {
    return compile(ast, vocabulary, CelUnparserFactory.newUnparser().unparse(ast), List.of());
  }

  private static Expression compile(
      CelAbstractSyntaxTree ast, Vocabulary vocabulary, String text, List<Conjunct> conjuncts) {
    References references = References.of(ast, vocabulary.names());
    NamedPath path = Conjuncts.path(ast, ast.getExpr());
    return path == null
        ? Expression.ofProgram(text, references, conjuncts, () -> MeteredProgram.of(ast, RUNTIME))
        : Expression.ofPath(text, references, conjuncts, path);
  }
}
