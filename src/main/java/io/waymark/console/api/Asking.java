package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks the job for the callers of the API, a bounded number at a time: others are told to ask
 * again, so that neither the job nor the server's threads are taken up by questions.
 */
final class Asking {
  /** An answer takes some milliseconds, so that they are thousands a second. */
  static final int MOST_AT_A_TIME = 32;

  private final CustomerQuestions questions;
  private final Semaphore free = new Semaphore(MOST_AT_A_TIME);

  Asking(CustomerQuestions questions) {
    this.questions = questions;
  }

  /**
   * Asks about a customer.
   *
   * @param rule null for the customer alone
   * @return the job's answer, as it is on its topic
   */
  byte[] ask(String customer, @Nullable String rule)
      throws AnswerException, NotReadyException, InterruptedException {
    if (!free.tryAcquire()) {
      throw new AnswerException(
          429,
          "Too many questions",
          MOST_AT_A_TIME + " questions to the job wait for their answers already",
          null,
          "ask again in a second");
    }
    try {
      return questions.ask(customer, rule).orElseThrow(Asking::unanswered);
    } finally {
      free.release();
    }
  }

  private static AnswerException unanswered() {
    return new AnswerException(
        504,
        "The job does not answer",
        "the question is on its topic, and no answer came in time",
        null,
        "see on the health page whether the job runs; a job of an earlier version answers no"
            + " questions");
  }
}
