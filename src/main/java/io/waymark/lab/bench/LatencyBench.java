package io.waymark.lab.bench;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how soon a trigger is out, and how much the job takes between Kafka and Kafka.
 *
 * @param disorder values of {@code job.disorder}, one row each
 * @param bootstrap the broker of a running job, which is measured instead; null to start one
 * @param each the CSV file for every single latency; null for none
 */
public record LatencyBench(
    Load load, List<String> disorder, @Nullable String bootstrap, @Nullable Path each) {
  /**
   * The load that the job gets.
   *
   * @param rules how many are live besides the one that is measured
   * @param backlog how many touchpoints lie on the topic before the job starts
   * @param rate touchpoints a second; 0 for half of the job's highest throughput
   * @param length how long the steady load is measured
   * @param customers how many the touchpoints are about
   */
  public record Load(int rules, long backlog, double rate, Duration length, int customers) {}

  public LatencyBench {
    disorder = List.copyOf(disorder);
  }

  /**
   * Measures all rows.
   *
   * @param out for progress
   * @param flink settings of Flink, besides those of the bench
   */
  public LatencyTable measure(PrintWriter out, Map<String, String> flink) throws Exception {
    BenchLog.leaveOutNoise();
    LatencyTable table =
        new LatencyTable(load, bootstrap == null ? started(flink, out) : running(bootstrap, out));
    if (each != null) {
      table.writeEach(each);
    }
    return table;
  }

  private Map<String, LatencyRun.Measurement> running(String broker, PrintWriter out)
      throws Exception {
    Settings settings = SettingsReader.read(null, Map.of("kafka.bootstrap", broker));
    return Map.of(
        "of the job that runs",
        new LatencyRun(broker, load, new Ticker(out)).measureRunning(settings));
  }

  private Map<String, LatencyRun.Measurement> started(Map<String, String> flink, PrintWriter out)
      throws Exception {
    Map<String, LatencyRun.Measurement> measured = new LinkedHashMap<>();
    try (Workspace workspace = Workspace.open(flink);
        EmbeddedBroker broker = EmbeddedBroker.start(workspace.folder("kafka"), 0)) {
      for (String one : new LinkedHashSet<>(disorder)) {
        Ticker ticker = new Ticker(out, "disorder " + one + ", ");
        measured.put(
            "disorder " + one,
            new LatencyRun(broker.bootstrap(), load, ticker).measure(workspace, broker, one));
      }
    }
    return measured;
  }
}
