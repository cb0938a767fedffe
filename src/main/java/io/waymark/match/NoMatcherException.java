package io.waymark.match;

import io.waymark.rule.Rule;

/** A rule needs a matcher that this process does not have. */
public final class NoMatcherException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param reason why compact matchers cannot match the rule
   */
  public NoMatcherException(Rule rule, String reason) {
    super(
        "rule "
            + rule.id()
            + " can be played only where Flink's CEP library is, which this process runs without: "
            + reason
            + "; try it with `waymark rules test` or in a console that `waymark` starts");
  }
}
