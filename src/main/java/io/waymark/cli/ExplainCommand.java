package io.waymark.cli;

import io.waymark.kafka.LastDecisions;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Questions;
import io.waymark.lab.ProgressLine;
import io.waymark.model.Answer;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import io.waymark.yaml.Durations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says why a rule fired, or did not, for a customer. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what the running job knows of a customer, and why a rule fired or did not.",
      "",
      "With a rule: whom it is for, the runs that have begun and what they wait for, touchpoints of the last day at which a condition failed, and how each gate would decide now. Without one: the customer's stage, open runs, near misses and last triggers."
    },
    footer = {
      "",
      "Examples:",
      "  waymark explain --customer anna",
      "  waymark explain --customer anna --rule payment-keeps-failing --set kafka.bootstrap=broker:9092"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final long SILENT_SECONDS = 2;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--customer", required = true, paramLabel = "ID", description = "the customer")
  private String customer = "";

  @Option(names = "--rule", paramLabel = "ID", description = "the rule that is asked about")
  private @Nullable String rule;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "how long to wait for the answer; default ${DEFAULT-VALUE}")
  private String patience = "10s";

  @Option(names = "--json", description = "prints the answer as the topic answers has it")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    OptionalLong millis = Durations.parseMillis(patience);
    if (millis.isEmpty() || customer.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          customer.isEmpty()
              ? "--customer is the id of a customer, as the sources have it"
              : "--for is a duration such as 10s or 1m");
    }
    Settings settings = options.read(SettingsReader::read);
    byte[] answer = ask(settings, Duration.ofMillis(millis.getAsLong()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(answer, StandardCharsets.UTF_8));
      return 0;
    }
    Answer read = read(answer);
    LastDecisions decisions = LastDecisions.find(settings, customer, rule);
    new AnswerText(read).lines(decisions).forEach(out::println);
    return read.problem() == null ? 0 : 1;
  }

  private byte[] ask(Settings settings, Duration wait)
      throws CommandException, NotReadyException, InterruptedException {
    try (Questions questions = Questions.open(settings, "this command");
        Waiting waiting = new Waiting()) {
      Optional<byte[]> answer = questions.ask(customer, rule, wait);
      return answer.orElseThrow(() -> unanswered(settings, wait));
    }
  }

  private static CommandException unanswered(Settings settings, Duration wait) {
    return new CommandException(
        """
        nobody has answered in %d s
        Check that the job runs and reads %s at %s: its log says so at the
        start, and the metric waymark.questions counts what it was asked. A job of
        an earlier version answers no questions. A job that catches up on a long
        backlog may take longer; give it time with --for 1m."""
            .formatted(
                wait.toSeconds(),
                Topics.QUESTIONS.name(settings.prefix()),
                settings.kafka().bootstrap()));
  }

  private static Answer read(byte[] answer) {
    try {
      return Topics.ANSWERS.document().read(answer);
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("an answer that was found by its id can be read", e);
    }
  }

  /** Says that the answer is waited for, where that takes long. */
  private static final class Waiting implements AutoCloseable {
    private final ProgressLine line = new ProgressLine(System.err);
    private final CompletableFuture<Void> later;

    Waiting() {
      Executor inTwoSeconds = CompletableFuture.delayedExecutor(SILENT_SECONDS, TimeUnit.SECONDS);
      later = CompletableFuture.runAsync(() -> line.show("waiting for the job"), inTwoSeconds);
    }

    @Override
    public void close() {
      later.cancel(false);
      line.clear();
    }
  }
}
