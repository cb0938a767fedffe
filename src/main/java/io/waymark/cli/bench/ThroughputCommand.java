package io.waymark.cli.bench;

import io.waymark.cli.bench.Measure.Speed;
import io.waymark.job.Settings;
import io.waymark.job.SettingsReader;
import io.waymark.job.WaymarkJob;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many touchpoints a second the graph takes. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a made-up load of touchpoints through the job's graph, on a local Flink with RocksDB, two subtasks and a checkpoint every 10 s.",
      "Beside it, in turn: the same source and key without state, and with one read and one write of 256 B of RocksDB state for each touchpoint.",
      "Start-up is not measured: the load begins when all rules are live, and its speed is taken from a tenth of it on, between two watermarks that arrive behind the keyed operator, each of which says how many touchpoints are done. CPU is that of the whole process."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench throughput",
      "  waymark bench throughput --rules 100 --customers 1000000 --touchpoints 5000000 --runs 1"
    })
final class ThroughputCommand implements Callable<Integer> {
  private static final int PARALLELISM = 2;
  private static final String GET_AND_PUT = "bare RocksDB get+put of 256 B";

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10,100",
      description = "how many rules are live, one row each; default ${DEFAULT-VALUE}")
  private List<Integer> rules = List.of(1, 10, 100);

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "how many customers there are; default ${DEFAULT-VALUE}")
  private int customers = 100_000;

  @Option(
      names = "--touchpoints",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "how many touchpoints a run takes; default ${DEFAULT-VALUE}")
  private long touchpoints = 1_000_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "how often each row is measured, in turn with the others; default ${DEFAULT-VALUE}")
  private int runs = 3;

  @Spec private CommandSpec spec;

  /** Defines the job of one row. */
  private interface Definition {
    void define(StreamExecutionEnvironment env, LoadSources sources) throws Exception;
  }

  private record Row(String name, int rules, Definition job, List<Speed> speeds) {}

  @Override
  public Integer call() throws Exception {
    check();
    List<Row> rows = rows();
    PrintWriter out = spec.commandLine().getOut();
    for (int run = 1; run <= runs; run++) {
      for (Row row : rows) {
        String title = "run " + run + " of " + runs + ", " + row.name();
        row.speeds().add(measure(row, title, new Ticker(out)));
      }
    }
    out.printf(
        "%,d touchpoints of %,d customers, %d runs, parallelism %d, checkpoint every 10 s%n",
        touchpoints, customers, runs, PARALLELISM);
    Map<String, List<Speed>> speeds = new LinkedHashMap<>();
    rows.forEach(row -> speeds.put(row.name(), row.speeds()));
    new ThroughputTable(speeds, GET_AND_PUT).print(out);
    return 0;
  }

  private void check() {
    if (rules.stream().anyMatch(each -> each < 1) || customers < 1 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rules, --customers and --runs must be 1 or more");
    }
    if (touchpoints < 50_000) {
      throw new ParameterException(
          spec.commandLine(), "--touchpoints must be 50000 or more; fewer are over too soon");
    }
  }

  private List<Row> rows() throws Settings.UnusableException {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("bare keyed pass-through", 0, Baseline::passThrough, new ArrayList<>()));
    rows.add(new Row(GET_AND_PUT, 0, Baseline::getAndPut, new ArrayList<>()));
    Settings settings = SettingsReader.read(null, Map.of());
    for (int count : rules) {
      Definition waymark =
          (env, sources) -> WaymarkJob.define(env, sources, new CountingSinks(), settings);
      rows.add(
          new Row(
              "Waymark, " + count + (count == 1 ? " rule" : " rules"),
              count,
              waymark,
              new ArrayList<>()));
    }
    return rows;
  }

  private Speed measure(Row row, String title, Ticker ticker) throws Exception {
    try (Workspace workspace = Workspace.open()) {
      Measure measure = Measure.begin(touchpoints, row.rules() * PARALLELISM);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              PARALLELISM, workspace.flink(PARALLELISM));
      row.job()
          .define(
              env, new LoadSources(new Load(customers), touchpoints, LoadRules.first(row.rules())));
      ticker.await(
          env.executeAsync(title),
          () -> false,
          Duration.ofDays(1),
          () -> title + ": %,d of %,d".formatted(measure.done(), touchpoints));
      return measure.speed();
    }
  }
}
