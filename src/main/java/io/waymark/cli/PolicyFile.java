package io.waymark.cli;

import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.PolicyTopic;
import io.waymark.kafka.Refusal;
import io.waymark.model.PolicyText;
import io.waymark.model.Problem;
import io.waymark.settings.Settings;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.Problems;
import io.waymark.yaml.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the policy topic equal to a file, which it polls. A file that is not there leaves the topic
 * as it is: without the policy everything may go out, which no deleted file should bring about.
 */
final class PolicyFile implements Runnable, AutoCloseable {
  private final String nameOrFile;
  private final Settings settings;
  private final PolicyTopic topic;
  private final Poller poller = new Poller(this::update);
  private @Nullable String pushed;
  private volatile Runnable listener = () -> {};

  PolicyFile(String nameOrFile, Settings settings) {
    this.nameOrFile = nameOrFile;
    this.settings = settings;
    this.topic = PolicyTopic.of(settings);
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
    poller.update();
  }

  /** Lets a listener know each push from now on. */
  void onPush(Runnable told) {
    listener = told;
  }

  /** Returns the problems that the text has now; none where it is not there. */
  List<Problem> problems() {
    try {
      Optional<String> text = current();
      Problems problems = new Problems(origin(), text.orElse(""));
      text.ifPresent(yaml -> PolicyReader.read(yaml, problems));
      return problems.list();
    } catch (CommandException e) {
      poller.printOnce(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Returns the policy of the text; empty where there is none, or one with problems. */
  Optional<Policy> policy() throws CommandException {
    return current().flatMap(yaml -> PolicyReader.read(yaml, new Problems(origin(), yaml)));
  }

  private String origin() {
    return Path.of(nameOrFile).getFileName().toString();
  }

  /** Keeps the topic equal to the file until it is closed or interrupted. */
  @Override
  public void run() {
    poller.run();
  }

  private void update() throws CommandException, InterruptedException {
    Optional<String> text = current();
    if (text.isEmpty() || text.get().equals(pushed)) {
      return;
    }
    listener.run();
    try {
      topic.push(new PolicyText(text.get(), origin(), 0));
      pushed = text.get();
    } catch (OvertakenException e) {
      throw new CommandException(e.getMessage() + "; see what it was, and push again");
    } catch (KafkaException e) {
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
      throw new CommandException(
          "the policy " + file + " cannot be read: " + FileFailure.reason(e));
    }
  }

  @Override
  public void close() {
    poller.close();
  }
}
