package io.waymark.console;

import org.apache.kafka.common.errors.RetriableException;

/** Kafka did not answer, or refused. The message says which, and what to do. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isFinal;

  NoAnswerException(String message, boolean isFinal, Throwable cause) {
    super(message, cause);
    this.isFinal = isFinal;
  }

  /** Of a client that asked. */
  static NoAnswerException of(String bootstrap, Throwable failure) {
    if (failure instanceof RetriableException) {
      return new NoAnswerException(
          "no Kafka broker answers at "
              + bootstrap
              + "; start it, or set kafka.bootstrap, or set kafka.client.security.protocol to what"
              + " it listens with",
          false,
          failure);
    }
    return new NoAnswerException(
        "Kafka at "
            + bootstrap
            + " refuses the console: "
            + reason(failure)
            + "; check kafka.client.* and, for it, the user's rights",
        true,
        failure);
  }

  /** Of a client that cannot be made. */
  static NoAnswerException ofNoClient(Throwable failure) {
    return new NoAnswerException(
        "no Kafka client can be made: "
            + reason(failure)
            + "; check kafka.bootstrap and what is set as kafka.client.*",
        true,
        failure);
  }

  /** Whether these clients are of no more use: new ones read certificates and secrets anew. */
  boolean isFinal() {
    return isFinal;
  }

  /** The innermost says it best: what is around it only says that something failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
