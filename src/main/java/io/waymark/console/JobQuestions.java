package io.waymark.console;

import io.waymark.console.api.CustomerQuestions;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Questions;
import io.waymark.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the job over Kafka. It connects at the first question, and anew after a failure. */
final class JobQuestions implements CustomerQuestions, AutoCloseable {
  /** How long a person waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Settings settings;
  private @Nullable Questions open;
  private boolean isClosed;

  JobQuestions(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<byte[]> ask(String customer, @Nullable String rule)
      throws NotReadyException, InterruptedException {
    Questions questions = open();
    try {
      return questions.ask(customer, rule, PATIENCE);
    } catch (NotReadyException e) {
      drop(questions);
      throw e;
    }
  }

  private synchronized Questions open() throws NotReadyException {
    if (isClosed) {
      throw new NotReadyException("the console is being closed");
    }
    Questions known = open;
    if (known == null) {
      known = Questions.open(settings, "the console");
      open = known;
    }
    return known;
  }

  /** Closes questions of no use, unless another caller has. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized void drop(Questions useless) {
    if (open == useless) {
      open = null;
      useless.close();
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    Questions last = open;
    if (last != null) {
      open = null;
      last.close();
    }
  }
}
