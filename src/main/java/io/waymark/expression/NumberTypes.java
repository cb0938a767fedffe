package io.waymark.expression;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets CEL's checker know one type of numbers. To CEL integers, unsigned integers and fractions are
 * types of their own, which {@code ==} does not compare and {@code +} does not add. Here they all
 * are checked as fractions; what a number is, is seen when the expression is evaluated.
 */
final class NumberTypes {
  /** The type as which numbers are checked. */
  static final CelType NUMBER = SimpleType.DOUBLE;

  private static final ImmutableMap<String, CelFunctionDecl> FUNCTIONS = functions();

  private NumberTypes() {}

  /**
   * Returns the declaration of an operator or function, CEL's or ours; empty where there is none.
   */
  static Stream<CelFunctionDecl> function(String name) {
    CelFunctionDecl function = FUNCTIONS.get(name);
    return function == null ? Stream.of() : Stream.of(function);
  }

  /** Returns the name of a type for the author of an expression. */
  static String nameOf(CelType type) {
    return type.equals(NUMBER) ? "number" : type.name();
  }

  /** Returns a parsed expression in which all numbers are fractions, to be checked. */
  static CelAbstractSyntaxTree toCheck(CelAbstractSyntaxTree parsed) {
    CelMutableAst ast = CelMutableAst.fromCelAst(parsed);
    constants(ast).forEach(constant -> constant.setConstant(CelConstant.ofValue(0.0)));
    return CelAbstractSyntaxTree.newParsedAst(expr(ast), parsed.getSource());
  }

  /**
   * Returns a checked expression with its numbers as they are in the text, and with the operators
   * of {@link Operators}.
   */
  static CelAbstractSyntaxTree restore(
      CelAbstractSyntaxTree checked, CelAbstractSyntaxTree parsed) {
    Map<Long, CelConstant> numbers = new HashMap<>();
    constants(CelMutableAst.fromCelAst(parsed))
        .forEach(constant -> numbers.put(constant.id(), constant.constant()));
    CelMutableAst ast = CelMutableAst.fromCelAst(checked);
    constants(ast).forEach(constant -> constant.setConstant(numbers.get(constant.id())));
    Map<Long, CelReference> references = new HashMap<>(checked.getReferenceMap());
    nodes(ast)
        .filter(node -> node.getKind() == Kind.CALL)
        .forEach(
            node -> {
              String overload = Operators.overload(node.call().function());
              if (overload != null) {
                references.put(
                    node.id(), CelReference.newBuilder().addOverloadIds(overload).build());
              }
            });
    return CelAbstractSyntaxTree.newCheckedAst(
        expr(ast), parsed.getSource(), references, checked.getTypeMap());
  }

  private static CelExpr expr(CelMutableAst ast) {
    return CelMutableExprConverter.fromMutableExpr(ast.expr());
  }

  private static Stream<CelMutableExpr> constants(CelMutableAst ast) {
    return nodes(ast).filter(NumberTypes::isNumber);
  }

  private static Stream<CelMutableExpr> nodes(CelMutableAst ast) {
    return CelNavigableMutableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(CelNavigableMutableExpr::expr);
  }

  private static boolean isNumber(CelMutableExpr expr) {
    return expr.getKind() == Kind.CONSTANT
        && switch (expr.constant().getKind()) {
          case INT64_VALUE, UINT64_VALUE, DOUBLE_VALUE -> true;
          default -> false;
        };
  }

  private static ImmutableMap<String, CelFunctionDecl> functions() {
    ImmutableMap.Builder<String, CelFunctionDecl> functions = ImmutableMap.builder();
    Arrays.stream(StandardFunction.values())
        .forEach(function -> functions.put(function.functionName(), ofNumbers(function)));
    SentimentScales.declarations(NUMBER).forEach(own -> functions.put(own.name(), own));
    return functions.buildOrThrow();
  }

  private static CelFunctionDecl ofNumbers(StandardFunction function) {
    List<CelOverloadDecl> overloads = new ArrayList<>();
    for (CelOverloadDecl each : function.functionDecl().overloads()) {
      CelOverloadDecl overload =
          each.toBuilder()
              .setResultType(ofNumber(each.resultType()))
              .setParameterTypes(
                  each.parameterTypes().stream()
                      .map(NumberTypes::ofNumber)
                      .collect(ImmutableList.toImmutableList()))
              .build();
      if (overloads.stream().noneMatch(kept -> takesTheSame(kept, overload))) {
        overloads.add(overload);
      }
    }
    return CelFunctionDecl.newFunctionDeclaration(function.functionName(), overloads);
  }

  private static boolean takesTheSame(CelOverloadDecl one, CelOverloadDecl other) {
    return one.isInstanceFunction() == other.isInstanceFunction()
        && one.parameterTypes().equals(other.parameterTypes());
  }

  private static CelType ofNumber(CelType type) {
    return type.kind() == CelKind.INT || type.kind() == CelKind.UINT ? NUMBER : type;
  }
}
