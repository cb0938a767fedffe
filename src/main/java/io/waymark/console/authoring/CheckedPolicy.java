package io.waymark.console.authoring;

import io.waymark.govern.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a check.
 *
 * @param policy null for a text with problems
 * @param findings empty for a text without problems, in the order of the text
 */
public record CheckedPolicy(@Nullable Policy policy, List<Finding> findings) {
  public CheckedPolicy {
    findings = List.copyOf(findings);
  }
}
