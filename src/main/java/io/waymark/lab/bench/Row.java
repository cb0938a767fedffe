package io.waymark.lab.bench;

import io.waymark.lab.bench.Measure.Speed;
import io.waymark.lab.bench.Measure.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One row of the table of speeds.
 *
 * @param rules how many the job must say are live before the load begins
 * @param load how the touchpoints are made, the first of them to introduce the customers
 * @param window what is measured of them
 * @param speeds of the runs so far
 */
record Row(String name, int rules, Load load, Window window, Definition job, List<Speed> speeds) {
  static final int PARALLELISM = 2;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Defines the job. */
  interface Definition {
    void define(StreamExecutionEnvironment env, LoadSources sources) throws Exception;
  }

  Row(String name, int rules, Load load, Window window, Definition job) {
    this(name, rules, load, window, job, new ArrayList<>());
  }

  /** Runs it once and forgets what came out. */
  void warmUp(Duration length, Tuning tuning, Ticker ticker) throws Exception {
    Window shorter = new Window(0, Duration.ZERO, 0, length);
    new Row(name, rules, Load.ofVisits(load.customers()), shorter, job)
        .run("warm-up", tuning, ticker);
  }

  void measure(String title, Tuning tuning, Ticker ticker) throws Exception {
    speeds.add(run(title, tuning, ticker).speed());
  }

  private Measure run(String title, Tuning tuning, Ticker ticker) throws Exception {
    try (Workspace workspace = Workspace.open(tuning)) {
      Measure measure = Measure.begin(window, rules * PARALLELISM);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              PARALLELISM, workspace.flink(PARALLELISM));
      job.define(env, new LoadSources(load, LoadRules.texts(rules)));
      JobClient client = env.executeAsync("waymark bench");
      try {
        ticker.await(
            client,
            measure::isOver,
            LONGEST,
            () -> "%s, %s: %,d".formatted(title, name, measure.done()));
      } finally {
        client.cancel().get();
        client.getJobExecutionResult().handle((result, failure) -> true).get();
      }
      return measure;
    }
  }
}
