package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the running job about customers. */
@FunctionalInterface
public interface CustomerQuestions {
  /**
   * Asks about a customer and waits for the answer.
   *
   * @param rule the id of the rule that is asked about; null for the customer alone
   * @return the document of the topic {@code answers}; empty if none comes in time
   * @throws NotReadyException if Kafka does not take the question
   */
  Optional<byte[]> ask(String customer, @Nullable String rule)
      throws NotReadyException, InterruptedException;
}
