package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.StartTopics;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.replay.Rehearsal;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader.Result;
import io.waymark.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What marketers ask of their rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Checks rules, tries them and brings them to a job.")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the rules: check, test or push");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Finds all that is wrong with the rules in a folder, before they run.",
        "",
        "For each rule it shows which matcher takes it (compact, or Flink CEP's NFA and why) and how much of a customer's state its"
            + " open runs take. Exit code 1 when a rule is refused."
      },
      footer = {"", "Example:", "  waymark rules check my-rules --lifecycle subscription"})
  int check(
      @Parameters(paramLabel = "DIR", description = "folder with one rule a file (*.yaml)")
          Path folder,
      @Option(
              names = "--lifecycle",
              defaultValue = "commerce",
              description = "name or file; default ${DEFAULT-VALUE}")
          String lifecycle)
      throws CommandException {
    RuleTable table = new RuleTable(RuleFiles.read(folder, RuleFiles.lifecycle(lifecycle)));
    table.lines().forEach(out()::println);
    return table.refused() == 0 ? 0 : 1;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Plays the tests that rules bring along, in virtual time, on the engine that customers meet.",
        "",
        "A rule is played as if it were live, whatever its status. Of a test that fails the whole story is told: what came, what was"
            + " decided and why. Exit code 1 when a test fails or a rule is refused."
      },
      footer = {"", "Example:", "  waymark rules test my-rules"})
  int test(
      @Parameters(paramLabel = "DIR", description = "folder with one rule a file (*.yaml)")
          Path folder,
      @Option(
              names = "--lifecycle",
              defaultValue = "commerce",
              description = "name or file; default ${DEFAULT-VALUE}")
          String lifecycleName)
      throws CommandException {
    Lifecycle lifecycle = RuleFiles.lifecycle(lifecycleName);
    int failed = 0;
    int played = 0;
    int refused = 0;
    for (Map.Entry<Path, Result> file : RuleFiles.read(folder, lifecycle).entrySet()) {
      if (file.getValue() instanceof Result.Ok ok) {
        if (ok.rule().examples().isEmpty()) {
          out().println("no tests " + ok.rule().id());
        }
        for (Example example : ok.rule().examples()) {
          played++;
          failed += play(lifecycle, ok.rule(), example) ? 0 : 1;
        }
      } else {
        refused++;
        out().println("refused  " + file.getKey() + "; `waymark rules check` says why");
      }
    }
    out().println();
    out()
        .println(
            RuleTable.count(played, "test")
                + ", "
                + failed
                + " failed"
                + (refused == 0 ? "" : "; " + RuleTable.count(refused, "rule") + " refused"));
    return failed + refused == 0 ? 0 : 1;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Makes the rules topic equal to a folder: what is new or changed is pushed, what is gone is removed.",
        "",
        "Nothing is pushed while a rule of the folder has problems. A running job takes the rules within seconds and says so on the topic rule-status."
      },
      footer = {
        "",
        "Example:",
        "  waymark rules push my-rules --config waymark.yaml --set kafka.bootstrap=broker:9092"
      })
  int push(
      @Parameters(paramLabel = "DIR", description = "folder with one rule a file (*.yaml)")
          Path folder,
      @Mixin SettingsOptions options)
      throws CommandException, NotReadyException, InterruptedException {
    Settings settings = options.read(JobSettings::read);
    RuleTable table =
        new RuleTable(RuleFiles.read(folder, LifecycleReader.named(settings.lifecycle())));
    if (table.refused() > 0) {
      table.lines().forEach(out()::println);
      return 1;
    }
    StartTopics.find(settings);
    try (RuleFolder rules = new RuleFolder(folder, settings)) {
      int changed = rules.publish();
      out().println(RuleTable.count(changed, "rule") + " pushed or removed");
    }
    return 0;
  }

  private boolean play(Lifecycle lifecycle, Rule rule, Example example) {
    Timeline story = new Timeline(rule, example, Rehearsal.play(lifecycle, rule, example));
    boolean passed = story.isAsExpected();
    out().println((passed ? "ok       " : "FAILED   ") + rule.id() + ": " + example.name());
    if (!passed) {
      story.lines().forEach(out()::println);
    }
    return passed;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
