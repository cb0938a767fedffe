package io.waymark.expression;

/**
 * Counts evaluations that fail. It is called in that case only, so that it costs nothing where all
 * is well; a missing name or property is no failure.
 */
@FunctionalInterface
public interface FailureRecorder {
  FailureRecorder NONE = (expression, failure) -> {};

  /** Counts a failure for every rule that has the expression. */
  void failed(Expression expression, Failure failure);

  /** Returns the recorder of failures that concern one rule only, by its id. */
  default FailureRecorder ofRule(String id) {
    return this;
  }
}
