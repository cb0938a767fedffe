package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.kafka.NotReadyException;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.replay.Backtest;
import io.waymark.replay.SeenTouchpoints;
import io.waymark.rule.Rule;
import io.waymark.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the problems of rules before they run. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all that is wrong with the rules in a folder, or with one in a file, before they run.",
      "",
      "For each rule it shows which matcher takes it (compact, or Flink CEP's NFA and why) and how"
          + " much of a customer's state its open runs take. With --against it plays a history"
          + " through all rules as if they were live, and shows how many open runs a customer holds"
          + " of each; it warns of types that rules ask for and that do not come, and so does"
          + " --against-topics, from the last records on Kafka. A rule is"
          + " refused, too, when a test that it brings along fails. Exit code 1 when a rule is"
          + " refused, or when --destinations has none for it."
    },
    footer = {
      "",
      "Examples:",
      "  waymark rules check my-rules --lifecycle subscription",
      "  waymark rules check my-rules --destinations destinations.yaml",
      "  waymark rules check my-rules --against orders.jsonl.gz --mapping segment",
      "  waymark rules check my-rules --against-topics --config waymark.yaml"
    })
final class RulesCheckCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Option(
      names = "--against",
      paramLabel = "FILE[:MAPPING]",
      description = "a .jsonl or .csv file, .gz or not; may be given several times")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      defaultValue = "waymark",
      description = "mapping of files that name none; default ${DEFAULT-VALUE}")
  private String mapping = "waymark";

  @Option(
      names = "--against-topics",
      description =
          "warns of types that are not among the last "
              + CheckedTopics.MOST
              + " records of each partition of the topics in the setting sources")
  private boolean againstTopics;

  @Option(
      names = "--destinations",
      paramLabel = "FILE",
      description =
          "destinations of `waymark deliver`, one of which the trigger of each rule must name")
  private @Nullable Path destinations;

  @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    Path folder = options.folder();
    Lifecycle lifecycle = options.lifecycle();
    StartProblems problems = new StartProblems();
    List<Input> inputs = PlaybackInputs.find(against, mapping, problems, "--against");
    problems.refuseAny();
    problems.printWarnings();
    Settings settings = settingsOptions.read(JobSettings::read);
    UnknownDestinations unknown = new UnknownDestinations(destinations);
    RuleTable table = new RuleTable(RuleFiles.tested(RuleFiles.read(folder, lifecycle), lifecycle));
    print(table.lines());
    List<String> astray = unknown.lines(table.accepted());
    print(astray);
    for (Rule rule : table.accepted()) {
      print(warnings(SeenTouchpoints.warningsOfTests(rule)));
    }
    if (!inputs.isEmpty() && !table.accepted().isEmpty()) {
      play(lifecycle, table.accepted(), inputs, settings);
    }
    if (againstTopics && !table.accepted().isEmpty()) {
      SeenTouchpoints seen = new SeenTouchpoints(table.accepted());
      print(List.of(""));
      print(new CheckedTopics(settings, seen).read());
      print(warnings(seen.warnings()));
    }
    return table.refused() == 0 && astray.isEmpty() ? 0 : 1;
  }

  private void play(Lifecycle lifecycle, List<Rule> rules, List<Input> inputs, Settings settings)
      throws CommandException {
    PlaybackTime time =
        new PlaybackTime(System.currentTimeMillis(), settings.future(), settings.disorder());
    CheckedHistory history =
        new CheckedHistory(inputs, "--against", time, new SeenTouchpoints(rules));
    try (Backtest backtest = new Backtest(lifecycle, rules)) {
      history.play(backtest);
      print(List.of("", history.summary(backtest), ""));
      print(new HeldRunsTable(backtest.held(), rules).lines());
      print(warnings(history.seen().warnings()));
    }
  }

  private static List<String> warnings(List<String> warnings) {
    return warnings.stream().map(each -> "warning  " + each).toList();
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }
}
