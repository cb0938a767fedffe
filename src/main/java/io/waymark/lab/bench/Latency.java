package io.waymark.lab.bench;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.yaml.Durations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How soon a trigger is out, and how much the job takes between Kafka and Kafka. */
public final class Latency {
  private static final int SMALLEST_BACKLOG = 10_000;

  @Option(
      names = "--kafka-rules",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many rules are live besides the one measured; default ${DEFAULT-VALUE}")
  private int rules = 1_000;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "how many touchpoints the job catches up on first, which shows what it takes at the most and warms it up; 0 for none, then with --rate; default ${DEFAULT-VALUE}")
  private long backlog = 500_000;

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
  private int seconds = 30;

  @Option(
      names = "--disorder",
      split = ",",
      paramLabel = "DURATION",
      defaultValue = "0s,1s",
      description = "settings of job.disorder, one row each; default ${DEFAULT-VALUE}")
  private List<String> disorder = List.of("0s", "1s");

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
  private int customers = 100_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  public LatencyTable measure(PrintWriter out, Tuning tuning) throws Exception {
    BenchLog.leaveOutNoise();
    check();
    Map<String, LatencyRun.Result> results = new LinkedHashMap<>();
    LatencyRun.Plan plan =
        new LatencyRun.Plan(rules, backlog, rate, Duration.ofSeconds(seconds), customers);
    if (bootstrap != null) {
      Settings settings = SettingsReader.read(null, Map.of("kafka.bootstrap", bootstrap));
      results.put(
          "of the job that runs",
          new LatencyRun(bootstrap, plan, new Ticker(out)).measureRunning(settings));
    } else {
      measure(plan, results, tuning, out);
    }
    LatencyTable table = new LatencyTable(plan, results);
    if (each != null) {
      table.writeEach(each);
    }
    return table;
  }

  private void measure(
      LatencyRun.Plan plan, Map<String, LatencyRun.Result> results, Tuning tuning, PrintWriter out)
      throws Exception {
    try (Workspace workspace = Workspace.open(tuning);
        EmbeddedBroker broker = EmbeddedBroker.start(workspace.folder("kafka"), 0)) {
      for (String one : new LinkedHashSet<>(disorder)) {
        Ticker ticker = new Ticker(out, "disorder " + one + ", ");
        results.put(
            "disorder " + one,
            new LatencyRun(broker.bootstrap(), plan, ticker).measure(workspace, broker, one));
      }
    }
  }

  /** Refuses what cannot be measured. */
  public void check() {
    if ((rate != 0 && rate < 100) || seconds < 1 || rules < 0 || customers < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--rate must be 100 or more, --seconds 1 or more, --kafka-rules 0 or more,"
              + " --latency-customers 1 or more");
    }
    if (bootstrap != null && rate == 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--bootstrap needs --rate: a job that runs cannot be given a backlog");
    }
    if (backlog == 0 ? rate == 0 : backlog < SMALLEST_BACKLOG) {
      throw new ParameterException(
          spec.commandLine(), "--backlog must be 10000 or more, or 0 with a --rate");
    }
    for (String one : disorder) {
      if (Durations.parseMillis(one).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "'" + one + "' is no duration; write 0s, 500ms or 1s");
      }
    }
  }
}
