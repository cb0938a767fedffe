package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.model.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the digest of those parts of a pattern on which open runs depend: the choice and order
 * of touchpoints, the values that tell runs apart, and whether conditions look at earlier choices.
 * Other conditions and the lengths of durations are not part of it; when they change, open runs
 * continue under the new ones.
 */
final class Structure {
  private Structure() {}

  static long of(String id, Pattern pattern) {
    List<String> parts = new ArrayList<>(List.of(id, text(pattern.correlate())));
    for (Step step : pattern.steps()) {
      parts.add(shape(step));
      // Their number is part of the shape, so that no type can be taken for something else.
      parts.addAll(step.types().sorted());
    }
    return Digest.number(parts.toArray(String[]::new));
  }

  private static String shape(Step step) {
    StringBuilder shape = new StringBuilder();
    if (step instanceof Step.Positive positive) {
      shape.append(positive.name()).append('*');
      if (positive.choice() instanceof Step.Times times) {
        shape.append(times.count()).append('=').append(text(times.distinct()));
      } else if (positive.choice() instanceof Step.Range range) {
        shape.append(range.text());
      } else {
        shape.append("all");
      }
      shape.append(positive.having() == null ? "" : "$");
      shape.append(positive.optional() ? "?" : "").append(positive.withinMillis() > 0 ? "<" : "");
    } else {
      shape.append(step instanceof Step.Absent absent && !absent.correlated() ? "!!" : "!");
    }
    return shape
        .append(step.looksBack() ? "^" : "")
        .append(step.types().isAnyBut() ? Types.ANY : "")
        .append(step.types().names().size())
        .toString();
  }

  private static String text(@Nullable Expression expression) {
    return expression == null ? "" : expression.text();
  }
}
