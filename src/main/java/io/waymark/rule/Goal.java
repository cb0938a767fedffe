package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.model.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
public record Goal(Set<String> types, @Nullable Expression where, long withinMillis, long digest) {
  public Goal {
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
  }

  static Goal of(Set<String> types, @Nullable Expression where, long withinMillis) {
    List<String> parts = new ArrayList<>(new TreeSet<>(types));
    parts.add(where == null ? "" : where.text());
    parts.add(Long.toString(withinMillis));
    return new Goal(types, where, withinMillis, Digest.number(parts.toArray(String[]::new)));
  }
}
