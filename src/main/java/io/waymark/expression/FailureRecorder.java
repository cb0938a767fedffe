package io.waymark.expression;

/**
 * Counts evaluations that fail. It is called in that case only, so that it costs nothing where all
 * is well; a missing name or property is no failure.
 */
@FunctionalInterface
public interface FailureRecorder {
  FailureRecorder NONE = (expression, failure) -> {};

  void failed(Expression expression, Failure failure);
}
