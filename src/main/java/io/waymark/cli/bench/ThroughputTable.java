package io.waymark.cli.bench;

import io.waymark.cli.bench.Measure.Speed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The speeds of all runs as rows of medians.
 *
 * @param speeds by the name of the row
 * @param yardstick the row that the others are compared with
 */
record ThroughputTable(Map<String, List<Speed>> speeds, String yardstick) {
  void print(PrintWriter out) {
    out.printf(
        "%-31s %13s %23s %11s %13s%n",
        "", "touchpoints/s", "(min .. max)", "of get+put", "CPU us each");
    double one = perSecond(Objects.requireNonNull(speeds.get(yardstick))).median();
    speeds.forEach((name, runs) -> print(name, runs, one, out));
    out.flush();
  }

  private static void print(String name, List<Speed> runs, double one, PrintWriter out) {
    Statistics speed = perSecond(runs);
    out.printf(
        "%-31s %,13.0f %23s %11.2f %13.1f%n",
        name,
        speed.median(),
        "(%,.0f .. %,.0f)".formatted(speed.min(), speed.max()),
        speed.median() / one,
        Statistics.of(runs, Speed::cpuMicros).median());
  }

  private static Statistics perSecond(List<Speed> runs) {
    return Statistics.of(runs, Speed::touchpointsPerSecond);
  }
}
