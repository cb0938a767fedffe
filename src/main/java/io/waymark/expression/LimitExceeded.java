package io.waymark.expression;

/**
 * Ends an evaluation that has used up its steps.
 *
 * <p>An error, because CEL takes every exception for the value of the part that threw it, and goes
 * on: {@code f || true} would be true although {@code f} ran out of steps. It carries no stack
 * trace, as it is thrown for touchpoints.
 */
final class LimitExceeded extends Error {
  private static final long serialVersionUID = 1;

  LimitExceeded() {
    super("an evaluation has used up its steps", null, false, false);
  }
}
