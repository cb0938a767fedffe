package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the names that an expression reads, and the keys that it reads below them. */
final class References {
  private final CelAbstractSyntaxTree ast;

  /** The names of the vocabulary; all other names are bound by macros or are types. */
  private final Set<String> declared;

  private final Map<String, Set<String>> keys = new TreeMap<>();
  private final Map<String, Set<String>> tested = new TreeMap<>();
  private final Set<String> whole = new HashSet<>();

  private References(CelAbstractSyntaxTree ast, Set<String> declared) {
    this.ast = ast;
    this.declared = declared;
  }

  static References of(CelAbstractSyntaxTree ast, Set<String> declared) {
    References reads = new References(ast, declared);
    reads.visit(ast.getExpr());
    reads.whole.forEach(name -> reads.keys.put(name, Set.of()));
    return reads;
  }

  /**
   * Returns for each name the keys that are read directly below it; no keys where the name is read
   * as a whole.
   */
  Map<String, Set<String>> keys() {
    return Map.copyOf(keys);
  }

  /** Returns for each name the keys below it of which {@code has} asks whether they are there. */
  Map<String, Set<String>> tested() {
    return Map.copyOf(tested);
  }

  private void visit(CelExpr expr) {
    String name = name(expr);
    if (name != null) {
      whole.add(name);
      return;
    }
    switch (expr.getKind()) {
      case SELECT -> {
        below(expr.select().operand(), expr.select().field());
        String tests = expr.select().testOnly() ? name(expr.select().operand()) : null;
        if (tests != null) {
          tested.computeIfAbsent(tests, n -> new HashSet<>()).add(expr.select().field());
        }
      }
      case CALL -> call(expr.call());
      case LIST -> expr.list().elements().forEach(this::visit);
      case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value()));
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    visit(entry.key());
                    visit(entry.value());
                  });
      case COMPREHENSION -> {
        visit(expr.comprehension().iterRange());
        visit(expr.comprehension().accuInit());
        visit(expr.comprehension().loopCondition());
        visit(expr.comprehension().loopStep());
        visit(expr.comprehension().result());
      }
      default -> {}
    }
  }

  private void call(CelCall call) {
    if (call.function().equals(Operator.INDEX.getFunction())
        && call.args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && call.args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      below(call.args().get(0), call.args().get(1).constant().stringValue());
      return;
    }
    call.target().ifPresent(this::visit);
    call.args().forEach(this::visit);
  }

  private void below(CelExpr operand, String key) {
    String name = name(operand);
    if (name == null) {
      visit(operand);
    } else {
      keys.computeIfAbsent(name, n -> new HashSet<>()).add(key);
    }
  }

  private @Nullable String name(CelExpr expr) {
    CelReference reference = ast.getReferenceMap().get(expr.id());
    return reference != null
            && reference.overloadIds().isEmpty()
            && reference.value().isEmpty()
            && declared.contains(reference.name())
        ? reference.name()
        : null;
  }
}
