package io.waymark.console.authoring;

import java.util.List;

/** A text that was to be published has problems, or is not the one that it should be. */
public final class RefusedTextException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  RefusedTextException(String message, List<Finding> findings) {
    super(message);
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
