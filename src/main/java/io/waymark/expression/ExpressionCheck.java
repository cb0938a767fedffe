package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.List;

/** Finds what CEL's checker allows and what could not be evaluated within bounds. */
final class ExpressionCheck {
  private static final String UNKNOWN_REGEX =
      "the regular expression of 'matches' must be a text in quotes: one that comes with a"
          + " touchpoint cannot be checked beforehand; to look for a value of a touchpoint, use"
          + " 'contains', 'startsWith' or '=='";

  private ExpressionCheck() {}

  static List<ExpressionProblem> problems(CelAbstractSyntaxTree ast) {
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
                default -> {}
              }
            });
    return List.copyOf(problems);
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
