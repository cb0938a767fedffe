package io.waymark.cli;

import io.waymark.intake.MappingSource;
import io.waymark.job.JobSettings;
import io.waymark.job.playback.FileSources.Input;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the problems of a mapping, and what it makes of a file. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all that is wrong with a mapping, before a job or a playback reads with it.",
      "",
      "With --sample it reads a file and shows the first touchpoints, the types with their numbers, and which records would be dead letters, and why."
          + " Exit code 1 when the mapping is refused, or makes no touchpoint of the sample."
    },
    footer = {
      "",
      "Examples:",
      "  waymark mapping check orders.yaml",
      "  waymark mapping check orders.yaml --sample orders.csv.gz"
    })
final class MappingCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME|FILE", description = "waymark, segment or a YAML file")
  private String mapping = "";

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "a .jsonl or .csv file, .gz or not, as the source writes it")
  private @Nullable String sample;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    List<String> refusal = CheckedFile.refusal(mapping, MappingSource::problems);
    if (!refusal.isEmpty()) {
      print(refusal);
      return 1;
    }
    print(List.of("ok       mapping " + mapping));
    return sample == null ? 0 : read(sample);
  }

  private int read(String file) throws CommandException {
    StartProblems problems = new StartProblems();
    List<Input> inputs = PlaybackInputs.find(List.of(file), mapping, problems, "--sample");
    problems.refuseAny();
    problems.printWarnings();
    MappedSample read =
        MappedSample.of(
            inputs.get(0),
            SettingsOptions.read(JobSettings::read, null, Map.of()).future(),
            System.currentTimeMillis());
    print(read.lines());
    return read.hasTouchpoints() ? 0 : 1;
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }
}
