package io.waymark.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.waymark.model.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers in a text that CEL does not read as they are written. */
final class Literals {
  /** Explains what to write instead of a number that CEL cannot hold. */
  static final String TOO_LONG =
      "this number cannot be kept exactly; as a text, in quotes, it counts as the same number";

  private static final Pattern FRACTION =
      Pattern.compile("-?\\s*((?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d{1,9})?)");

  private Literals() {}

  /** Returns an issue for each fraction that CEL rounds. */
  static ImmutableList<CelIssue> issues(CelAbstractSyntaxTree parsed) {
    return CelNavigableAst.fromAst(parsed)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.getKind() == Kind.CONSTANT)
        .filter(expr -> expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE)
        .flatMap(expr -> issue(parsed, expr).stream())
        .collect(ImmutableList.toImmutableList());
  }

  private static Optional<CelIssue> issue(CelAbstractSyntaxTree parsed, CelExpr number) {
    Integer offset = parsed.getSource().getPositionsMap().get(number.id());
    if (offset == null) {
      return Optional.empty();
    }
    String text = parsed.getSource().getContent().toString();
    Matcher written = FRACTION.matcher(text);
    written.region(text.offsetByCodePoints(0, offset), text.length());
    if (!written.lookingAt() || isExact(number.constant().doubleValue(), written.group(1))) {
      return Optional.empty();
    }
    return parsed
        .getSource()
        .getOffsetLocation(offset)
        .map(location -> CelIssue.formatError(location, TOO_LONG));
  }

  private static boolean isExact(double number, String written) {
    return Double.isFinite(number)
        && Decimals.decimal(Math.abs(number)).compareTo(new BigDecimal(written)) == 0;
  }
}
