package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;

/** An input cannot be used. Never leaves the package: it becomes a dead letter. */
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
