package io.waymark.lab.bench;

import io.waymark.job.WaymarkJob;
import io.waymark.lab.bench.Measure.Window;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many touchpoints a second the graph takes, and what it is compared with. */
public final class Throughput {
  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10,100,1000",
      description = "how many rules are live, one row each; default ${DEFAULT-VALUE}")
  private List<Integer> rules = List.of(1, 10, 100, 1_000);

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "how many customers there are; default ${DEFAULT-VALUE}")
  private int customers = 100_000;

  @Option(
      names = "--many-customers",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "how many there are in one more row, with the most rules; 0 for no such row; default ${DEFAULT-VALUE}")
  private int manyCustomers = 1_000_000;

  @Option(
      names = "--touchpoints",
      paramLabel = "N",
      defaultValue = "2000000",
      description =
          "how many touchpoints a run measures at the least, unless it is of Flink CEP; default ${DEFAULT-VALUE}")
  private long touchpoints = 2_000_000;

  @Option(
      names = "--run-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "how long a run is measured at the least; default ${DEFAULT-VALUE}")
  private int runSeconds = 20;

  @Option(
      names = "--operators",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10",
      description =
          "of how many rules Flink CEP is measured, an operator each, one row each; 0 for none; default ${DEFAULT-VALUE}")
  private List<Integer> operators = List.of(1, 10);

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "how long each row is run once before the others, for the compiler, and thrown away; 0 for not at all; default ${DEFAULT-VALUE}")
  private int warmUpSeconds = 15;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "how often each row is measured, in turn with the others; default ${DEFAULT-VALUE}")
  private int runs = 3;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  public ThroughputTable measure(PrintWriter out, Tuning tuning) throws Exception {
    BenchLog.leaveOutNoise();
    check();
    List<Row> rows = rows();
    Ticker ticker = new Ticker(out);
    for (Row row : warmUpSeconds == 0 ? List.<Row>of() : rows) {
      row.warmUp(Duration.ofSeconds(warmUpSeconds), tuning, ticker);
    }
    for (int run = 1; run <= runs; run++) {
      for (Row row : rows) {
        row.measure("run " + run + " of " + runs, tuning, ticker);
      }
    }
    return new ThroughputTable(rows, customers, manyCustomers);
  }

  /** Refuses what cannot be measured. */
  void check() {
    if (rules.stream().anyMatch(each -> each < 1)
        || operators.stream().anyMatch(each -> each < 0)) {
      throw new ParameterException(
          spec.commandLine(), "--rules must be 1 or more each, --operators 0 or more");
    }
    if (touchpoints < 10) {
      throw new ParameterException(spec.commandLine(), "--touchpoints must be 10 or more");
    }
    if (customers < 1 || manyCustomers < 0 || runs < 1 || runSeconds < 1 || warmUpSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--customers, --runs and --run-seconds must be 1 or more, --many-customers and"
              + " --warm-up-seconds 0 or more");
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(full(ThroughputTable.PASS_THROUGH, 0, customers, Baseline::passThrough));
    rows.add(full(ThroughputTable.GET_AND_PUT, 0, customers, Baseline::getAndPut));
    operators.stream().filter(count -> count > 0).forEach(count -> rows.add(cep(count)));
    rules.forEach(count -> rows.add(waymark(count, customers)));
    if (manyCustomers > 0) {
      rows.add(waymark(Collections.max(rules), manyCustomers));
    }
    return rows;
  }

  private static Row.Definition waymark() {
    Settings settings = SettingsReader.defaults();
    return (env, sources) -> WaymarkJob.define(env, sources, new CountingSinks(), settings);
  }

  private Row waymark(int count, int customers) {
    return full(ThroughputTable.waymark(count, customers), count, customers, waymark());
  }

  /** Measured once all customers have come, and a tenth as much again. */
  private Row full(String name, int rules, int customers, Row.Definition job) {
    long from = customers + touchpoints / 10;
    Window window = new Window(from, Duration.ZERO, touchpoints, Duration.ofSeconds(runSeconds));
    return new Row(name, rules, Load.introduced(customers), window, job);
  }

  /** Too slow for so many: no customer comes before the visits, and time bounds it. */
  private Row cep(int count) {
    Duration length = Duration.ofSeconds(runSeconds);
    return new Row(
        ThroughputTable.stockCep(count),
        0,
        Load.ofVisits(customers),
        new Window(1, length.dividedBy(4), 0, length),
        (env, sources) -> StockCep.define(env, sources, LoadRules.first(count)));
  }
}
