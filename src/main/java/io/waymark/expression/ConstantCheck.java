package io.waymark.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.runtime.CelEvaluationException;
import io.waymark.yaml.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls of constants that have no value, such as a duration that CEL cannot read: what needs
 * them is absent, whatever comes.
 */
final class ConstantCheck {
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  private static final String WITHOUT_ZONE = DATE + "T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?";
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private final Evaluation evaluation;

  /** Evaluates a part of a checked expression that names nothing. */
  interface Evaluation {
    @Nullable Object of(CelExpr part) throws CelEvaluationException;
  }

  ConstantCheck(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** Returns the innermost calls that have no value. */
  List<CelExpr> withoutValue(CelAbstractSyntaxTree ast) {
    List<CelExpr> found = new ArrayList<>();
    visit(ast.getExpr(), found);
    return List.copyOf(found);
  }

  /** Visits all parts; returns whether the part is constant and has a value. */
  private boolean visit(CelExpr expr, List<CelExpr> found) {
    return switch (expr.getKind()) {
      case CONSTANT -> true;
      case CALL -> call(expr, found);
      case LIST -> all(expr.list().elements(), found);
      case SELECT -> {
        visit(expr.select().operand(), found);
        yield false;
      }
      case MAP -> {
        expr.map().entries().forEach(entry -> all(List.of(entry.key(), entry.value()), found));
        yield false;
      }
      case COMPREHENSION -> {
        visit(expr.comprehension().iterRange(), found);
        visit(expr.comprehension().loopStep(), found);
        yield false;
      }
      default -> false;
    };
  }

  private boolean all(List<CelExpr> parts, List<CelExpr> found) {
    boolean all = true;
    for (CelExpr part : parts) {
      all &= visit(part, found);
    }
    return all;
  }

  private boolean call(CelExpr expr, List<CelExpr> found) {
    CelCall call = expr.call();
    boolean isConstant = call.target().map(target -> visit(target, found)).orElse(true);
    isConstant &= all(call.args(), found);
    if (!isConstant || hasValue(expr)) {
      return isConstant;
    }
    found.add(expr);
    return false;
  }

  private boolean hasValue(CelExpr expr) {
    try {
      evaluation.of(expr);
      return true;
    } catch (CelEvaluationException e) {
      return false;
    }
  }

  /** Returns what is wrong with a call of constants, and the cure. */
  static String message(CelExpr expr) {
    CelCall call = expr.call();
    String text = call.args().size() == 1 ? Regexes.literal(call.args().get(0)) : null;
    if (text != null && call.function().equals("duration")) {
      return "'" + text + "' is no duration of CEL; " + duration(text);
    }
    if (text != null && call.function().equals("timestamp")) {
      return "'" + text + "' is no point in time; " + time(text);
    }
    boolean isName = call.function().matches("[a-z][A-Za-z]*");
    return (isName ? "'" + call.function() + "(...)'" : "this")
        + " has no value here, so that no condition which needs it can hold";
  }

  private static String duration(String text) {
    OptionalLong millis = Durations.parseMillis(text.strip());
    return millis.isEmpty()
        ? "write it in h, m, s or ms, such as duration(\"48h\") or duration(\"1h30m\")"
        : "its longest unit is h: write duration(\"" + inHours(millis.getAsLong()) + "\")";
  }

  private static String inHours(long millis) {
    StringBuilder text = new StringBuilder();
    text.append(millis >= HOUR ? millis / HOUR + "h" : "");
    text.append(millis % HOUR >= MINUTE ? millis % HOUR / MINUTE + "m" : "");
    text.append(millis % MINUTE >= SECOND ? millis % MINUTE / SECOND + "s" : "");
    text.append(millis % SECOND > 0 ? millis % SECOND + "ms" : "");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static String time(String text) {
    String whole =
        text.matches(DATE)
            ? text + "T00:00:00Z"
            : text.matches(WITHOUT_ZONE) ? text + "Z" : "2026-03-01T00:00:00Z";
    return "it needs date, time and zone, such as timestamp(\"" + whole + "\")";
  }
}
