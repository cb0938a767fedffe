package io.waymark.cli;

import io.waymark.lab.bench.LatencyBench;
import io.waymark.yaml.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the latency bench, which two commands have. */
final class LatencyOptions {
  private static final int SMALLEST_BACKLOG = 10_000;

  @Option(
      names = "--kafka-rules",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many rules are live besides the one measured; default ${DEFAULT-VALUE}")
  private int rules;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "how many touchpoints the job catches up on first, which shows what it takes at the most and warms it up; 0 for none, then with --rate; default ${DEFAULT-VALUE}")
  private long backlog;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "touchpoints sent a second; half of the most when it is not given")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long each row is measured; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--disorder",
      split = ",",
      paramLabel = "DURATION",
      defaultValue = "0s,1s",
      description = "settings of job.disorder, one row each; default ${DEFAULT-VALUE}")
  private List<String> disorder = List.of();

  @Option(
      names = "--each",
      paramLabel = "FILE",
      description =
          "a CSV file for every single one: what was measured, milliseconds from the start of the measurement to the append, latency in milliseconds")
  private @Nullable Path each;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "measures the job that runs against this broker with topics waymark.*, such as that of `waymark cluster up`, instead of starting one; needs --rate, and takes neither --backlog nor --disorder")
  private @Nullable String bootstrap;

  @Option(
      names = "--latency-customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "customers of the load; default ${DEFAULT-VALUE}")
  private int customers;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Returns the bench that the options ask for; refuses what cannot be measured.
   *
   * @throws CommandException if the file cannot be written
   */
  LatencyBench bench() throws CommandException {
    if ((rate != 0 && rate < 100) || seconds < 1 || rules < 0 || customers < 1) {
      throw refused(
          "--rate must be 100 or more, --seconds 1 or more, --kafka-rules 0 or more,"
              + " --latency-customers 1 or more");
    }
    if (bootstrap != null && rate == 0) {
      throw refused("--bootstrap needs --rate: a running job cannot be given a backlog");
    }
    if (backlog == 0 ? rate == 0 : backlog < SMALLEST_BACKLOG) {
      throw refused("--backlog must be 10000 or more, or 0 with a --rate");
    }
    for (String one : disorder) {
      if (Durations.parseMillis(one).isEmpty()) {
        throw refused("'" + one + "' is no duration; write 0s, 500ms or 1s");
      }
    }
    if (bootstrap != null && !bootstrap.matches("[^\\s,:]+:\\d{1,5}")) {
      throw refused("--bootstrap must be HOST:PORT, not '" + bootstrap + "'");
    }
    if (each != null) {
      StartProblems problems = new StartProblems();
      problems.checkNewFile("--each " + each, each, false, "name another file");
      problems.refuseAny();
    }
    LatencyBench.Load load =
        new LatencyBench.Load(rules, backlog, rate, Duration.ofSeconds(seconds), customers);
    return new LatencyBench(load, disorder, bootstrap, each);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
