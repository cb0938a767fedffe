package io.waymark.kafka;

import java.util.List;

/**
 * The broker or a topic is not there, or there is no right to it. The message says which, and what
 * to do.
 */
public final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception with a message that says what is wrong and what to do. */
  public NotReadyException(String message) {
    super(message);
  }

  /** Returns this exception, its message after other problems of the same start. */
  public NotReadyException after(List<String> problems) {
    return problems.isEmpty()
        ? this
        : new NotReadyException(String.join("\n", problems) + "\n" + getMessage());
  }

  /** Returns an exception for problems that were found elsewhere. */
  public static NotReadyException of(List<String> problems) {
    return new NotReadyException(String.join("\n", problems));
  }
}
