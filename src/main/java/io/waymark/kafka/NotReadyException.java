package io.waymark.kafka;

/**
 * The broker or a topic is not there, or there is no right to it. The message says which, and what
 * to do.
 */
public final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1;

  NotReadyException(String message) {
    super(message);
  }
}
