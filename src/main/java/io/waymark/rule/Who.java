package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The customers that a rule is for; checked when the pattern completes.
 *
 * @param stages one of which the customer must be in; empty for all, also for a customer without a
 *     stage
 * @param where over {@code customer.*}
 */
public record Who(Set<String> stages, @Nullable Expression where) {
  public Who {
    stages = Collections.unmodifiableSet(new LinkedHashSet<>(stages));
  }

  static final Who ANYONE = new Who(Set.of(), null);
}
