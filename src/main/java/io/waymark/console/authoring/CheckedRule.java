package io.waymark.console.authoring;

import io.waymark.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a check.
 *
 * @param rule null for a text with problems
 * @param findings empty for a text without problems, in the order of the text
 */
public record CheckedRule(@Nullable Rule rule, List<Finding> findings) {
  public CheckedRule {
    findings = List.copyOf(findings);
  }
}
