package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.replay.Backtest;
import io.waymark.replay.SeenTouchpoints;
import io.waymark.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the problems of a lifecycle, and who would enter its stages. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all that is wrong with a lifecycle, before a job or a playback uses it.",
      "",
      "With --sample it reads files, shows the first touchpoints of each, and says how often each stage is entered, and by what."
          + " Exit code 1 when the lifecycle is refused, or nobody enters a stage."
    },
    footer = {
      "",
      "Examples:",
      "  waymark lifecycle check my-stages.yaml",
      "  waymark lifecycle check my-stages.yaml --sample orders.csv.gz:orders.yaml"
    })
final class LifecycleCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME|FILE", description = "commerce, subscription or a YAML file")
  private String lifecycle = "";

  @Option(
      names = "--sample",
      paramLabel = "FILE[:MAPPING]",
      description = "a .jsonl or .csv file, .gz or not; may be given several times")
  private List<String> samples = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      defaultValue = "waymark",
      description = "mapping of files that name none; default ${DEFAULT-VALUE}")
  private String mapping = "waymark";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    List<String> refusal = CheckedFile.refusal(lifecycle, LifecycleReader::problems);
    if (!refusal.isEmpty()) {
      print(refusal);
      return 1;
    }
    Lifecycle read = LifecycleReader.named(lifecycle);
    print(
        List.of(
            "ok       lifecycle "
                + read.name()
                + ": "
                + String.join(", ", read.stageNames())
                + "; its goal is "
                + read.goal()));
    return samples.isEmpty() ? 0 : play(read);
  }

  private int play(Lifecycle read) throws CommandException {
    StartProblems problems = new StartProblems();
    List<Input> inputs = PlaybackInputs.find(samples, mapping, problems, "--sample");
    problems.refuseAny();
    problems.printWarnings();
    Settings settings = SettingsOptions.read(JobSettings::read, null, Map.of());
    long now = System.currentTimeMillis();
    for (Input input : inputs) {
      print(MappedSample.of(input, settings.future(), now).lines());
    }
    StageEntries entries = new StageEntries(read);
    PlaybackTime time = new PlaybackTime(now, settings.future(), settings.disorder());
    CheckedHistory history =
        new CheckedHistory(inputs, "--sample", time, new SeenTouchpoints(List.of()));
    try (Backtest backtest = new Backtest(read, List.of(), entries::take)) {
      history.play(backtest);
      print(List.of("", history.summary(backtest), ""));
    }
    print(entries.lines());
    return entries.isEmpty() ? 1 : 0;
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }
}
