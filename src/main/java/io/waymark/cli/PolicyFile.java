package io.waymark.cli;

import io.waymark.govern.PolicyReader;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.PolicyTopic;
import io.waymark.kafka.Refusal;
import io.waymark.model.PolicyText;
import io.waymark.settings.Settings;
import io.waymark.yaml.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the policy topic equal to a file, which it polls twice a second. A file that is not there
 * leaves the topic as it is: without the policy everything may go out, which no deleted file should
 * bring about.
 */
final class PolicyFile implements Runnable, AutoCloseable {
  private static final Duration POLL_EVERY = Duration.ofMillis(500);

  private final String nameOrFile;
  private final Settings settings;
  private final PolicyTopic topic;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable String pushed;
  private String printed = "";

  PolicyFile(String nameOrFile, Settings settings) {
    this.nameOrFile = nameOrFile;
    this.settings = settings;
    this.topic = new PolicyTopic(settings);
  }

  /**
   * Returns the text of a file or of a bundled policy.
   *
   * @throws CommandException if it has problems, or cannot be read
   */
  static String text(String nameOrFile) throws CommandException {
    try {
      var problems = PolicyReader.problems(nameOrFile);
      if (!problems.isEmpty()) {
        throw new CommandException("the policy " + nameOrFile + " cannot be used:", problems);
      }
      return PolicyReader.named(nameOrFile).text();
    } catch (IOException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  /** Makes the topic equal to the file; what the topic has already is not pushed again. */
  void publish() throws CommandException, InterruptedException {
    try {
      Optional<PolicyText> last = PolicyTopic.last(settings);
      pushed = last.map(PolicyText::text).orElse(null);
    } catch (NotReadyException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    update();
  }

  /** Keeps the topic equal to the file until it is closed or interrupted. */
  @Override
  public void run() {
    try {
      while (!closing.await(POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        updateIfPossible();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Goes on after a failure: a file that is being saved may be gone for a moment. */
  private void updateIfPossible() throws InterruptedException {
    try {
      update();
    } catch (CommandException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(printed)) {
        System.out.println(message);
        printed = message;
      }
    }
  }

  private synchronized void update() throws CommandException, InterruptedException {
    Optional<String> text = current();
    if (text.isEmpty() || text.get().equals(pushed)) {
      return;
    }
    try {
      topic.push(new PolicyText(text.get(), Path.of(nameOrFile).getFileName().toString(), 0));
      pushed = text.get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "the policy cannot be pushed: "
              + new Refusal(settings.kafka(), "this command").explain(e));
    }
  }

  /** Returns the text, problems or not: the job refuses it, and says why. */
  private Optional<String> current() throws CommandException {
    Path file = Path.of(nameOrFile);
    try {
      if (Files.exists(file)) {
        return Optional.of(TextFile.read(file));
      }
      return PolicyReader.bundled(nameOrFile);
    } catch (IOException e) {
      throw new CommandException("the policy " + file + " cannot be read: " + e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    finish();
  }

  /** Waits for an update in progress. */
  private synchronized void finish() {
    topic.close();
  }
}
