package io.waymark.expression;

/**
 * Reports that an expression has everything that it needs and still fails, as {@code int("many")}
 * does.
 */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  EvaluationException(String message) {
    super(message, null, false, false);
  }
}
