package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.waymark.expression.StepCosts.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes the costs of an expression's nodes.
 *
 * <p>A node costs one step. Where the cost of an operator grows with its operands, they cost more
 * by their size. An operation that fails costs as much as a hundred others, because the library
 * fills in a stack trace, and often another part of the condition hides the failure; as nobody is
 * told of it, its cost is paid with the last operand and given back when the operation succeeds.
 */
final class StepCounting {
  /** The steps for each 1,024 characters of a text that an operator reads or copies. */
  private static final int COPY = 4;

  /** The same where a function parses it. */
  private static final int PARSE = 100;

  /** The same for each instruction of a regular expression, each of which sees each character. */
  private static final int MATCH = 112;

  /** The same for a text that is searched for in another, whose length is not known yet. */
  private static final int SEARCH = 32 * 1024;

  /** The operators that do not fail when an operand does. */
  private static final Set<String> LENIENT =
      functions(
          Operator.LOGICAL_AND,
          Operator.LOGICAL_OR,
          Operator.CONDITIONAL,
          Operator.NOT_STRICTLY_FALSE);

  /** The operators whose cost does not grow with their operands. */
  private static final Set<String> CONSTANT =
      functions(
          Operator.LOGICAL_NOT,
          Operator.NEGATE,
          Operator.SUBTRACT,
          Operator.MULTIPLY,
          Operator.DIVIDE,
          Operator.MODULO);

  /** The operators that look at all that a list or map holds. */
  private static final Set<String> DEEP =
      functions(
          Operator.EQUALS,
          Operator.NOT_EQUALS,
          Operator.IN,
          Operator.LESS,
          Operator.LESS_EQUALS,
          Operator.GREATER,
          Operator.GREATER_EQUALS);

  private static final Set<String> PARSING =
      Set.of("string", "int", "uint", "double", "bool", "bytes", "timestamp", "duration");

  private final StepCosts costs = new StepCosts();
  private final Set<String> names = new HashSet<>();

  private StepCounting() {}

  static StepCosts of(CelAbstractSyntaxTree ast) {
    StepCounting counting = new StepCounting();
    counting.visit(ast.getExpr(), 0);
    return counting.costs;
  }

  private static Set<String> functions(Operator... operators) {
    return Arrays.stream(operators)
        .map(Operator::getFunction)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int id(CelExpr expr) {
    return Math.toIntExact(expr.id());
  }

  private void visit(CelExpr expr, int depth) {
    costs.addSteps(id(expr), 1);
    switch (expr.getKind()) {
      case SELECT -> strict(expr, List.of(expr.select().operand()), depth);
      case CALL -> call(expr, expr.call(), depth);
      case LIST -> visitAll(expr.list().elements(), depth);
      case MAP ->
          expr.map()
              .entries()
              .forEach(entry -> visitAll(List.of(entry.key(), entry.value()), depth));
      case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value(), depth + 1));
      case COMPREHENSION -> loop(expr.comprehension(), depth);
      case IDENT -> name(expr.ident().name());
      case CONSTANT, NOT_SET -> {}
    }
  }

  private void visitAll(List<CelExpr> parts, int depth) {
    parts.forEach(part -> visit(part, depth + 1));
  }

  private void name(String name) {
    if (!names.add(name)) {
      costs.setRepeats();
    }
  }

  private void loop(CelComprehension loop, int depth) {
    visitAll(
        List.of(
            loop.iterRange(),
            loop.accuInit(),
            loop.loopCondition(),
            loop.loopStep(),
            loop.result()),
        depth);
    costs.setRepeats();
    costs.setLoop(id(loop.loopCondition()));
    costs.addSteps(id(loop.loopStep()), -StepCosts.failure(0));
  }

  private void strict(CelExpr expr, List<CelExpr> operands, int depth) {
    visitAll(operands, depth);
    if (!operands.isEmpty()) {
      costs.addSteps(id(operands.get(operands.size() - 1)), StepCosts.failure(depth));
      costs.addSteps(id(expr), -StepCosts.failure(depth));
    }
  }

  private void call(CelExpr expr, CelCall call, int depth) {
    List<CelExpr> operands = new ArrayList<>();
    call.target().ifPresent(operands::add);
    operands.addAll(call.args());
    if (LENIENT.contains(call.function())) {
      visitAll(operands, depth);
      return;
    }
    strict(expr, operands, depth);
    weigh(call.function(), operands);
    // A list in brackets is as long as it is written; a loop collects its values in this way.
    if (call.function().equals(Operator.ADD.getFunction())
        && operands.get(operands.size() - 1).getKind() != Kind.LIST) {
      costs.setJoin(id(expr));
    }
  }

  private void weigh(String function, List<CelExpr> operands) {
    if (function.equals("matches")) {
      int instructions = Regexes.instructions(operands.get(1));
      costs.setTextSteps(id(operands.get(0)), MATCH * instructions);
    } else if (function.equals("contains")) {
      contains(operands.get(0), operands.get(1));
    } else if (function.equals(Operator.INDEX.getFunction())) {
      costs.setWalk(id(operands.get(0)), Walk.INDEX);
    } else if (!CONSTANT.contains(function)) {
      int steps = PARSING.contains(function) ? PARSE : COPY;
      operands.forEach(operand -> costs.setTextSteps(id(operand), steps));
    }
    if (DEEP.contains(function)) {
      operands.forEach(operand -> costs.setWalk(id(operand), Walk.DEEP));
    }
  }

  private void contains(CelExpr text, CelExpr searched) {
    String literal = Regexes.literal(searched);
    costs.setTextSteps(id(text), COPY + (literal == null ? 0 : literal.length()));
    costs.setTextSteps(id(searched), literal == null ? SEARCH : 0);
  }
}
