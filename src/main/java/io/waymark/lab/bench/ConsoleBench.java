package io.waymark.lab.bench;

import io.waymark.lab.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures what the console takes while the job beside it works: how fast it stores, how soon each
 * page has its data, what those cost who look on.
 *
 * @param command starts the console in a process of its own; settings and port are added to it
 */
public record ConsoleBench(Load load, List<String> command) {
  /**
   * The load.
   *
   * @param rules how many are live besides the one of the load
   * @param customers how many the touchpoints are about
   * @param history how many touchpoints there are before the console starts
   * @param rate touchpoints a second while it is measured
   * @param viewers how many look on at the map
   * @param length how long each of the three measurements takes
   */
  public record Load(
      int rules, int customers, long history, int rate, int viewers, Duration length) {}

  public ConsoleBench {
    command = List.copyOf(command);
  }

  /**
   * Measures.
   *
   * @param out for progress
   * @param flink settings of Flink, besides those of the bench
   */
  public ConsoleTable measure(PrintWriter out, Map<String, String> flink) throws Exception {
    BenchLog.leaveOutNoise();
    try (Workspace workspace = Workspace.open(flink);
        EmbeddedBroker broker = EmbeddedBroker.start(workspace.folder("kafka"), 0)) {
      return new ConsoleRun(this, new Ticker(out)).measure(workspace, broker);
    }
  }
}
