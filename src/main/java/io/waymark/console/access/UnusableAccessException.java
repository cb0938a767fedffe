package io.waymark.console.access;

import org.jspecify.annotations.Nullable;

/** The settings of who may use the console cannot be used; the message says why. */
public final class UnusableAccessException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableAccessException(String message) {
    this(message, null);
  }

  UnusableAccessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
