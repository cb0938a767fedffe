package io.waymark.lab.bench;

import io.waymark.lab.bench.LatencyRun.Completed;
import io.waymark.lab.bench.LatencyRun.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of latencies.
 *
 * @param results by what was measured
 */
public record LatencyTable(LatencyBench.Load load, Map<String, Measurement> results)
    implements ResultTable {
  public LatencyTable {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(
        "from a touchpoint's append in Kafka to its trigger's, %,d rules, %d s%n",
        load.rules() + 1, load.length().toSeconds());
    out.printf(
        "%-42s %13s %13s %9s %9s %9s %9s %13s%n",
        "", "at most/s", "sent/s", "median ms", "99% ms", "max ms", "triggers", "of completed");
    results.forEach((name, result) -> print(name, result, out));
    out.flush();
  }

  private static void print(String name, Measurement result, PrintWriter out) {
    Distribution millis = result.latencyMillis();
    out.printf(
        "%-42s %,13.0f %,13.0f %,9.0f %,9.0f %,9.0f %,9d %,13d%n",
        name,
        result.mostPerSecond(),
        result.sentPerSecond(),
        millis.median(),
        millis.percentile(99),
        millis.max(),
        millis.count(),
        result.completed().size());
  }

  /** Writes one line for each touchpoint that completed a rule, in order of its append. */
  void writeEach(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("measured,sent ms,latency ms"));
    results.forEach(
        (name, result) ->
            result.completed().stream()
                .sorted(Comparator.comparingLong(Completed::sentMillis))
                .forEach(
                    one -> lines.add(name + "," + one.sentMillis() + "," + one.latencyMillis())));
    Files.write(file, lines);
  }
}
