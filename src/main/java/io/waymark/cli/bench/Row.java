package io.waymark.cli.bench;

import io.waymark.cli.bench.Measure.Speed;
import io.waymark.cli.bench.Measure.Window;
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

  /** Of a run that is thrown away. */
  private static final int WARM_UP_TOUCHPOINTS = 150_000;

  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** Defines the job. */
  interface Definition {
    void define(StreamExecutionEnvironment env, LoadSources sources) throws Exception;
  }

  Row(String name, int rules, Load load, Window window, Definition job) {
    this(name, rules, load, window, job, new ArrayList<>());
  }

  /** Runs it once for a short time, for the compiler. */
  void warmUp(Ticker ticker) throws Exception {
    long touchpoints = Math.min(window.to(), WARM_UP_TOUCHPOINTS);
    Window few = new Window(0, touchpoints, Duration.ZERO, WARM_UP);
    Row shortened = new Row(name, rules, Load.ofVisits(load.customers()), few, job);
    shortened.run("warm-up, " + name, ticker);
  }

  void measure(String title, Ticker ticker) throws Exception {
    speeds.add(run(title + ", " + name, ticker).speed());
  }

  private Measure run(String title, Ticker ticker) throws Exception {
    try (Workspace workspace = Workspace.open()) {
      Measure measure = Measure.begin(window, rules * PARALLELISM);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              PARALLELISM, workspace.flink(PARALLELISM));
      job.define(env, new LoadSources(load, window.to(), LoadRules.texts(rules)));
      JobClient client = env.executeAsync(title);
      ticker.await(
          client,
          measure::isOver,
          Duration.ofDays(1),
          () -> title + ": %,d of %,d".formatted(measure.done(), window.to()));
      if (!client.getJobExecutionResult().isDone()) {
        client.cancel().get();
        client.getJobExecutionResult().handle((result, failure) -> true).get();
      }
      return measure;
    }
  }
}
