package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.waymark.expression.Conjuncts.NamedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what CEL's checker allows and what could not be evaluated within bounds. */
final class ExpressionCheck {
  private static final String UNKNOWN_REGEX =
      "the regular expression of 'matches' must be a text in quotes: one that comes with a"
          + " touchpoint cannot be checked beforehand; to look for a value of a touchpoint, use"
          + " 'contains', 'startsWith' or '=='";

  static final String NEVER_NULL =
      "nothing is ever null: what is missing makes the condition false";

  private static final Set<String> COMPARISONS =
      Set.of(Operator.EQUALS.getFunction(), Operator.NOT_EQUALS.getFunction());

  private ExpressionCheck() {}

  /**
   * Returns the problems of a checked expression.
   *
   * @param evaluation of its parts that name nothing
   */
  static List<ExpressionProblem> problems(
      CelAbstractSyntaxTree ast, ConstantCheck.Evaluation evaluation) {
    List<ExpressionProblem> problems = new ArrayList<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(CelNavigableExpr::expr)
        .forEach(
            call -> {
              switch (call.call().function()) {
                case "matches" -> checkRegex(ast, call.call(), problems);
                case SentimentScales.FROM_RATING -> checkScale(ast, call, problems);
                default -> checkConstants(ast, call, problems);
              }
            });
    if (problems.isEmpty()) {
      new ConstantCheck(evaluation)
          .withoutValue(ast)
          .forEach(each -> problems.add(at(ast, each, ConstantCheck.message(each))));
    }
    return List.copyOf(problems);
  }

  private static void checkConstants(
      CelAbstractSyntaxTree ast, CelExpr call, List<ExpressionProblem> problems) {
    ZoneCheck.problem(call.call()).ifPresent(message -> problems.add(at(ast, call, message)));
    if (COMPARISONS.contains(call.call().function())) {
      List<CelExpr> operands = call.call().args();
      for (int i = 0; i < operands.size(); i++) {
        if (isNull(operands.get(i))) {
          String message = presence(ast, operands.get(operands.size() - 1 - i));
          problems.add(at(ast, operands.get(i), message));
        }
      }
    }
  }

  private static boolean isNull(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  private static String presence(CelAbstractSyntaxTree ast, CelExpr compared) {
    NamedPath path = Conjuncts.path(ast, compared);
    String asked =
        path == null || path.keys().isEmpty()
            ? "event.properties.name"
            : path.name() + "." + String.join(".", path.keys());
    return NEVER_NULL
        + "; to ask whether it is there write 'has("
        + asked
        + ")', whether it is not '!has("
        + asked
        + ")'";
  }

  private static void checkRegex(
      CelAbstractSyntaxTree ast, CelCall matches, List<ExpressionProblem> problems) {
    CelExpr regex = matches.args().get(matches.args().size() - 1);
    String literal = Regexes.literal(regex);
    if (literal == null) {
      problems.add(at(ast, regex, UNKNOWN_REGEX));
    } else {
      Regexes.problem(literal).ifPresent(message -> problems.add(at(ast, regex, message)));
    }
  }

  private static void checkScale(
      CelAbstractSyntaxTree ast, CelExpr call, List<ExpressionProblem> problems) {
    CelExpr worst = call.call().args().get(1);
    CelExpr best = call.call().args().get(2);
    if (worst.getKind() == Kind.CONSTANT
        && best.getKind() == Kind.CONSTANT
        && worst.constant().equals(best.constant())) {
      problems.add(
          at(ast, best, "a rating needs a scale with two different ends: its worst and its best"));
    }
  }

  private static ExpressionProblem at(CelAbstractSyntaxTree ast, CelExpr expr, String message) {
    CelSourceLocation place =
        ast.getSource()
            .getOffsetLocation(ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0))
            .orElse(CelSourceLocation.NONE);
    return new ExpressionProblem(
        Math.max(1, place.getLine()), Math.max(0, place.getColumn()), message);
  }
}
