package io.waymark.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.Optional;

/**
 * The macro {@code sum(list, x, expression)}, the sum of an expression over the items of a list: a
 * loop that adds, as {@code map} is one that appends. It has no value where an item has none.
 */
final class ListSum {
  static final CelMacro MACRO = CelMacro.newGlobalMacro("sum", 3, ListSum::expand);

  private static final String TOTAL = "@sum";

  private ListSum() {}

  private static Optional<CelExpr> expand(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
    CelExpr item = arguments.get(1);
    if (item.getKind() != Kind.IDENT) {
      return Optional.of(
          factory.reportError(
              CelIssue.formatError(
                  factory.getSourceLocation(item),
                  "the second part of 'sum' is a name for an item, as in"
                      + " sum(event.properties.products, p, p.price * p.quantity)")));
    }
    CelExpr more =
        factory.newGlobalCall(
            Operator.ADD.getFunction(), factory.newIdentifier(TOTAL), arguments.get(2));
    return Optional.of(
        factory.fold(
            item.ident().name(),
            arguments.get(0),
            TOTAL,
            factory.newIntLiteral(0),
            factory.newBoolLiteral(true),
            more,
            factory.newIdentifier(TOTAL)));
  }
}
