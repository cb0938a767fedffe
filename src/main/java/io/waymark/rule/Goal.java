package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.model.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The touchpoint by which the owner of a rule knows that its trigger was worth sending; {@code
 * goal} in YAML. It is no part of the pattern: open runs do not depend on it.
 *
 * @param types any of them reaches the goal
 * @param where over {@code event.*}; null for none
 * @param withinMillis the length of the span after a decision in which the goal is reached
 * @param digest of the others: spans that are awaited under one goal do not count under another
 */
public record Goal(Types types, @Nullable Expression where, long withinMillis, long digest) {
  static Goal of(Types types, @Nullable Expression where, long withinMillis) {
    List<String> parts = new ArrayList<>(types.sorted());
    if (types.isAnyBut()) {
      parts.add(Types.ANY);
    }
    parts.add(where == null ? "" : where.text());
    parts.add(Long.toString(withinMillis));
    return new Goal(types, where, withinMillis, Digest.number(parts.toArray(String[]::new)));
  }
}
