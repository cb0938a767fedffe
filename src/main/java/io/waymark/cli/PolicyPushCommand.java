package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.PolicyTopic;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.StartTopics;
import io.waymark.model.PolicyText;
import io.waymark.settings.Settings;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a policy to a job. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a policy into force in place of the one before.",
      "",
      "A policy with problems is not pushed. A running job takes it within seconds and says so on the topic rule-status. To have no limits again, push a policy of one line: `policy: open`."
    },
    footer = {
      "",
      "Example:",
      "  waymark policy push policy.yaml --set kafka.bootstrap=broker:9092"
    })
final class PolicyPushCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the policy: a YAML file, or default")
  private String file = "";

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.read(JobSettings::read);
    String text = PolicyFile.text(file);
    StartTopics.find(settings);
    try {
      PolicyTopic.of(settings).push(new PolicyText(text, file, 0));
    } catch (OvertakenException e) {
      throw new CommandException(e.getMessage() + "; see what it was, and push again");
    } catch (KafkaException e) {
      throw new CommandException(
          "the policy cannot be pushed: "
              + new Refusal(settings.kafka(), "this command").explain(e));
    }
    spec.commandLine().getOut().println("policy pushed");
    return 0;
  }
}
