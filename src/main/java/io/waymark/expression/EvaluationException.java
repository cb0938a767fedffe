package io.waymark.expression;

/** An expression has all it needs and fails all the same, as {@code int("many")} does. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  EvaluationException(String message) {
    super(message, null, false, false);
  }
}
