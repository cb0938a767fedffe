package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.kafka.StartTopics;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.rule.RuleReader;
import io.waymark.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings the rules of a folder to a job. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the rules topic equal to a folder: what is new or changed is pushed, what is gone is"
          + " removed.",
      "",
      "Nothing is pushed while a rule of the folder has problems, or while a test fails that a rule"
          + " brings along. A running job takes the rules within seconds and says so on the topic"
          + " rule-status."
    },
    footer = {
      "",
      "Example:",
      "  waymark rules push my-rules --config waymark.yaml --set kafka.bootstrap=broker:9092"
    })
final class RulesPushCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "folder with one rule a file (*.yaml)")
  private Path folder = Path.of("");

  @Option(
      names = "--untested",
      description = "pushes rules, too, of which a test that they bring along fails")
  private boolean untested;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = options.read(JobSettings::read);
    RuleFiles.texts(folder);
    Lifecycle lifecycle = LifecycleReader.named(settings.lifecycle());
    Map<Path, RuleReader.Result> read = RuleFiles.read(folder, lifecycle);
    RuleTable table = new RuleTable(untested ? read : RuleFiles.tested(read, lifecycle));
    if (table.refused() > 0) {
      table.lines().forEach(out::println);
      return 1;
    }
    StartTopics.find(settings);
    try (RuleFolder rules = new RuleFolder(folder, (file, text) -> List.of(), settings)) {
      out.println(RuleTable.count(rules.publish(), "rule") + " pushed or removed");
    }
    return 0;
  }
}
