package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import io.waymark.expression.Conjunct.Side;
import io.waymark.model.Decimals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Splits a condition at its topmost {@code &&}s. The result is exact: a part that fails makes the
 * whole condition false whatever the others are, because a part that cannot be evaluated counts as
 * false.
 */
final class Conjuncts {
  private static final Map<String, Side> SIDES =
      Map.of(
          Operator.LESS.getFunction(), Side.BELOW,
          Operator.LESS_EQUALS.getFunction(), Side.UP_TO,
          Operator.GREATER.getFunction(), Side.ABOVE,
          Operator.GREATER_EQUALS.getFunction(), Side.FROM);

  private final CelAbstractSyntaxTree ast;
  private final Function<CelAbstractSyntaxTree, Expression> compile;

  private Conjuncts(
      CelAbstractSyntaxTree ast, Function<CelAbstractSyntaxTree, Expression> compile) {
    this.ast = ast;
    this.compile = compile;
  }

  /**
   * Returns the parts of a checked condition.
   *
   * @param compile for those parts that are not understood
   */
  static List<Conjunct> of(
      CelAbstractSyntaxTree ast, Function<CelAbstractSyntaxTree, Expression> compile) {
    List<Conjunct> parts = new ArrayList<>();
    new Conjuncts(ast, compile).collect(ast.getExpr(), parts);
    return List.copyOf(parts);
  }

  /** Returns the name and keys that an expression consists of; null for any other expression. */
  static @Nullable NamedPath path(CelAbstractSyntaxTree ast, CelExpr expr) {
    Deque<String> keys = new ArrayDeque<>();
    CelExpr at = expr;
    CelReference name = ast.getReferenceMap().get(at.id());
    while (name == null) {
      if (at.getKind() != Kind.SELECT || at.select().testOnly()) {
        return null;
      }
      keys.addFirst(at.select().field());
      at = at.select().operand();
      name = ast.getReferenceMap().get(at.id());
    }
    boolean isName = name.overloadIds().isEmpty() && name.value().isEmpty();
    return isName ? new NamedPath(name.name(), List.copyOf(keys)) : null;
  }

  /** A name of the vocabulary, and keys below it. */
  record NamedPath(String name, List<String> keys) {
    NamedPath {
      keys = List.copyOf(keys);
    }
  }

  private void collect(CelExpr expr, List<Conjunct> parts) {
    if (expr.getKind() == Kind.CALL
        && expr.call().function().equals(Operator.LOGICAL_AND.getFunction())) {
      expr.call().args().forEach(arg -> collect(arg, parts));
      return;
    }
    Conjunct understood = understood(expr);
    parts.add(understood != null ? understood : new Conjunct.Other(compile.apply(part(ast, expr))));
  }

  /** Returns a part of a checked expression as an expression of its own. */
  static CelAbstractSyntaxTree part(CelAbstractSyntaxTree ast, CelExpr expr) {
    return expr.equals(ast.getExpr())
        ? ast
        : CelAbstractSyntaxTree.newCheckedAst(
            expr, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap());
  }

  private @Nullable Conjunct understood(CelExpr expr) {
    Path itself = eventPath(expr);
    if (itself != null) {
      return new Conjunct.OneOf(itself, Set.of(true));
    }
    if (expr.getKind() != Kind.CALL || expr.call().args().size() != 2) {
      return null;
    }
    CelCall call = expr.call();
    Path left = eventPath(call.args().get(0));
    Path right = eventPath(call.args().get(1));
    if (left != null) {
      return comparison(call.function(), left, call.args().get(1), false);
    }
    return right == null ? null : comparison(call.function(), right, call.args().get(0), true);
  }

  private static @Nullable Conjunct comparison(
      String function, Path path, CelExpr with, boolean mirrored) {
    if (function.equals(Operator.EQUALS.getFunction())) {
      Object key = key(with);
      return key == null ? null : new Conjunct.OneOf(path, Set.of(key));
    }
    if (function.equals(Operator.NOT_EQUALS.getFunction())) {
      Object key = key(with);
      return key == null ? null : new Conjunct.NoneOf(path, Set.of(key));
    }
    if (function.equals(Operator.IN.getFunction()) && !mirrored) {
      Set<Object> keys = keys(with);
      return keys == null ? null : new Conjunct.OneOf(path, keys);
    }
    Side side = SIDES.get(function);
    return side != null && constant(with) instanceof Number limit && Decimals.number(limit) != null
        ? new Conjunct.Bound(path, mirrored ? side.mirrored() : side, limit)
        : null;
  }

  private @Nullable Path eventPath(CelExpr expr) {
    NamedPath path = path(ast, expr);
    if (path == null || !path.name().startsWith("event.") || path.name().equals("event.time")) {
      return null;
    }
    return new Path(path.name().substring("event.".length()), path.keys());
  }

  private static @Nullable Set<Object> keys(CelExpr expr) {
    if (expr.getKind() != Kind.LIST) {
      return null;
    }
    Set<Object> keys = new HashSet<>();
    for (CelExpr element : expr.list().elements()) {
      Object key = key(element);
      if (key == null) {
        return null;
      }
      keys.add(key);
    }
    return Set.copyOf(keys);
  }

  /** Returns a constant in the form of {@link Path#keyOf}; null where it is none. */
  private static @Nullable Object key(CelExpr expr) {
    return Decimals.key(constant(expr));
  }

  private static @Nullable Object constant(CelExpr expr) {
    if (expr.getKind() != Kind.CONSTANT) {
      return null;
    }
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> constant.stringValue();
      case BOOLEAN_VALUE -> constant.booleanValue();
      case INT64_VALUE -> constant.int64Value();
      case UINT64_VALUE -> Operands.number(constant.uint64Value());
      case DOUBLE_VALUE -> constant.doubleValue();
      default -> null;
    };
  }
}
