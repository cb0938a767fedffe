package io.waymark.lab.bench;

import io.waymark.lab.bench.SpeedMeter.Speed;
import io.waymark.lab.bench.SpeedMeter.Window;
import io.waymark.model.RuleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A row of the table of speeds.
 *
 * @param rules those that the job must say are live before the load begins
 * @param load how the touchpoints are made, the first of them to introduce the customers
 * @param window what is measured of them
 * @param speeds of the runs so far; a list of its own that grows by each run
 */
record ThroughputRow(
    String name,
    List<RuleText> rules,
    SyntheticLoad load,
    Window window,
    Graph job,
    List<Speed> speeds) {
  static final int PARALLELISM = 2;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Defines the job. */
  interface Graph {
    void define(StreamExecutionEnvironment env, SyntheticSources sources) throws Exception;
  }

  ThroughputRow {
    rules = List.copyOf(rules);
  }

  ThroughputRow(String name, List<RuleText> rules, SyntheticLoad load, Window window, Graph job) {
    this(name, rules, load, window, job, new ArrayList<>());
  }

  /** Runs it once and forgets what came out. */
  void warmUp(Duration length, Map<String, String> flink, Ticker ticker) throws Exception {
    Window shorter = new Window(0, Duration.ZERO, 0, length);
    new ThroughputRow(name, rules, SyntheticLoad.ofVisits(load.customers()), shorter, job)
        .run("warm-up", flink, ticker);
  }

  void measure(String title, Map<String, String> flink, Ticker ticker) throws Exception {
    speeds.add(run(title, flink, ticker).speed());
  }

  private SpeedMeter run(String title, Map<String, String> flink, Ticker ticker) throws Exception {
    try (Workspace workspace = Workspace.open(flink)) {
      SpeedMeter meter = SpeedMeter.begin(window, rules.size() * PARALLELISM);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              PARALLELISM, workspace.flink(PARALLELISM));
      job.define(env, new SyntheticSources(load, rules));
      JobClient client = env.executeAsync("waymark bench");
      try {
        ticker.await(
            client,
            meter::isOver,
            LONGEST,
            () -> "%s, %s: %,d".formatted(title, name, meter.done()));
      } finally {
        client.cancel().get();
        client.getJobExecutionResult().handle((result, failure) -> true).get();
      }
      return meter;
    }
  }
}
