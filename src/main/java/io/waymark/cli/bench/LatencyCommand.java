package io.waymark.cli.bench;

import io.waymark.cli.broker.EmbeddedBroker;
import io.waymark.model.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How soon a trigger is out. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker and the job in this process and sends touchpoints at a fixed rate, one in a hundred of which completes a rule of two steps.",
      "Latency is the time between two appends, both stamped by the broker to the millisecond: of the touchpoint that completes the rule, and of its trigger. It is measured once the first trigger has come and 5 s have passed."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench latency",
      "  waymark bench latency --rate 5000 --seconds 60 --disorder 0s"
    })
final class LatencyCommand implements Callable<Integer> {
  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "touchpoints sent a second; default ${DEFAULT-VALUE}")
  private int rate = 2_000;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, LatencyRun.Result> results = new LinkedHashMap<>();
    try (Workspace workspace = Workspace.open();
        EmbeddedBroker broker = EmbeddedBroker.start(workspace.folder("kafka"), 0)) {
      for (String each : disorder) {
        out.println("disorder " + each);
        LatencyRun run = new LatencyRun(workspace, broker, rate, new Ticker(out));
        results.put(each, run.measure(each, Duration.ofSeconds(seconds)));
      }
    }
    print(results, out);
    return 0;
  }

  private void check() {
    if (rate < 100 || seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rate must be 100 or more, --seconds 1 or more");
    }
    for (String each : disorder) {
      if (Durations.parseMillis(each).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "'" + each + "' is no duration; write 0s, 500ms or 1s");
      }
    }
  }

  private void print(Map<String, LatencyRun.Result> results, PrintWriter out) {
    out.printf(
        "from a touchpoint's append to its trigger's; %,d touchpoints/s for %d s%n", rate, seconds);
    out.printf(
        "%-9s %9s %11s %11s %9s %13s%n",
        "disorder", "median ms", "99% ms", "max ms", "triggers", "of completed");
    results.forEach(
        (disorder, result) ->
            out.printf(
                "%-9s %9.0f %11.0f %11.0f %,9d %,13d%n",
                disorder,
                result.millis().median(),
                result.millis().percentile(99),
                result.millis().max(),
                result.millis().count(),
                result.completed()));
    out.flush();
  }
}
