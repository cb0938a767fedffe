package io.waymark.console.authoring;

import java.util.List;

/** A text that was to be published has problems, or is not the rule that it should be. */
public final class RefusedRuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  RefusedRuleException(String message, List<Finding> findings) {
    super(message);
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
