package io.waymark.console.api;

/** The server cannot be bound; the message says why and what to do. */
public final class CannotListenException extends Exception {
  private static final long serialVersionUID = 1;

  public CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
