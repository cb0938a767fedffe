package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.PausesTopic;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.StartTopics;
import io.waymark.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the breaker's pause of a rule. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a rule send again that the breaker paused.",
      "",
      "Its rate is counted anew. A rule whose text says `status: paused` is resumed by its text. A new version of a rule is not paused."
    },
    footer = {
      "",
      "Example:",
      "  waymark rules resume payment-keeps-failing --reason \"a sale: expected\" --set kafka.bootstrap=broker:9092"
    })
final class RulesResumeCommand implements Callable<Integer> {
  private static final String AUTHOR = "author";
  private static final String REASON = "reason";

  @Parameters(paramLabel = "RULE", description = "the rule's id")
  private String rule = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why, for the record on the topic of pauses")
  private String reason = "";

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.read(JobSettings::read);
    StartTopics.find(settings);
    boolean isResumed;
    try {
      isResumed =
          PausesTopic.of(settings)
              .resume(
                  rule,
                  Map.of(AUTHOR, System.getProperty("user.name", ""), REASON, reason.strip()));
    } catch (OvertakenException e) {
      throw new CommandException(e.getMessage() + "; try again");
    } catch (KafkaException e) {
      throw new CommandException(
          "the rule cannot be resumed: "
              + new Refusal(settings.kafka(), "this command").explain(e));
    }
    if (!isResumed) {
      throw new CommandException(
          "rule "
              + rule
              + " is not paused by the breaker; one with status: paused is resumed by its text");
    }
    spec.commandLine().getOut().println("rule " + rule + " resumed");
    return 0;
  }
}
