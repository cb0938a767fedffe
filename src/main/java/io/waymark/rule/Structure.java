package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What open runs depend on: which touchpoints are chosen in which order, what tells runs apart, and
 * whether conditions look at choices made before. What else conditions say, and how long durations
 * are, is not part of it; where they change, open runs go on under the new ones.
 */
final class Structure {
  private Structure() {}

  static long of(String id, Pattern pattern) {
    StringBuilder shape = new StringBuilder();
    for (Step step : pattern.steps()) {
      append(shape, step);
    }
    return Digest.number(id, shape.toString(), text(pattern.correlate()));
  }

  private static void append(StringBuilder shape, Step step) {
    if (step instanceof Step.Positive positive) {
      shape.append(positive.name()).append('*');
      if (positive.choice() instanceof Step.Times times) {
        shape.append(times.count()).append('=').append(text(times.distinct()));
      } else {
        shape.append("all");
      }
      shape.append(positive.optional() ? "?" : "").append(positive.withinMillis() > 0 ? "<" : "");
    } else {
      shape.append('!');
    }
    shape.append(step.looksBack() ? "^" : "").append(new TreeSet<>(step.types()));
  }

  private static String text(@Nullable Expression expression) {
    return expression == null ? "" : expression.text();
  }
}
