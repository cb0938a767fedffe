package io.waymark.console.feed;

import io.waymark.kafka.Refusal;
import io.waymark.settings.Connection;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** Kafka did not answer, or refused. The message says which, and what to do. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isFinal;

  NoAnswerException(String message, boolean isFinal, Throwable cause) {
    super(message, cause);
    this.isFinal = isFinal;
  }

  /** Returns the exception for a client whose question failed. */
  static NoAnswerException of(Connection kafka, Throwable failure) {
    Refusal refusal = new Refusal(kafka, "the console");
    boolean isSilent = failure instanceof RetriableException;
    String message = isSilent ? refusal.explainSilence("") : refusal.explain(failure);
    return new NoAnswerException(message, !isSilent, failure);
  }

  /** Returns the exception for a client that cannot be made. */
  static NoAnswerException ofNoClient(KafkaException failure) {
    return new NoAnswerException(Refusal.explainNoClient(failure), true, failure);
  }

  /** Returns whether new clients are needed, which read certificates and secrets anew. */
  boolean isFinal() {
    return isFinal;
  }
}
