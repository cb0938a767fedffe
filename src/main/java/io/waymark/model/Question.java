package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A question about a customer. Produced by the questions source, consumed by the journey operator,
 * which answers with an {@link Answer}.
 *
 * @param id chosen by whoever asks, to find the answer by
 * @param customer the customer's id, by which the question is keyed
 * @param rule the id of the rule that is asked about; null for the customer alone
 * @param askedMillis when it was asked: the time of its record in Kafka
 * @param offset the place in its partition, from 0
 */
public record Question(
    String id, String customer, @Nullable String rule, long askedMillis, long offset)
    implements Directive {
  /** The most characters of an id, of a customer's id and of a rule's id. */
  public static final int MOST_CHARACTERS = 1_024;

  public Question {
    if (id.isEmpty() || customer.isEmpty()) {
      throw new IllegalArgumentException("a question has an id and a customer");
    }
    if (Math.max(id.length(), customer.length()) > MOST_CHARACTERS
        || (rule != null && rule.length() > MOST_CHARACTERS)) {
      throw new IllegalArgumentException(
          "an id, a customer or a rule has more than " + MOST_CHARACTERS + " characters");
    }
  }
}
