package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;

/**
 * Reports that an input cannot be used. It never leaves the package: the input becomes a dead
 * letter.
 */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  RefusedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
