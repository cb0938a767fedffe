package io.waymark.lab.bench;

import io.waymark.lab.bench.MapMeter.Cut;
import java.io.PrintWriter;
import java.util.List;

/**
 * The size of the journey map, and of its cuts.
 *
 * @param places stages, cells and ways, each counted in each of its segments
 * @param cuts the first has all of the map, the others what has changed in two seconds
 */
public record MapTable(int places, long stateBytes, List<Cut> cuts) implements ResultTable {
  public MapTable {
    cuts = List.copyOf(cuts);
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException("no cut was measured");
    }
  }

  @Override
  public void print(PrintWriter out) {
    out.printf("journey map: %,d places, %,d bytes in state%n", places, stateBytes);
    out.printf("%-42s %13s %13s %9s%n", "", "records", "bytes", "ms");
    print("the first cut, of all", cuts.subList(0, 1), out);
    if (cuts.size() > 1) {
      print("%,d cuts, each of 2 s (medians)".formatted(cuts.size() - 1), rest(), out);
    }
    out.flush();
  }

  private List<Cut> rest() {
    return cuts.subList(1, cuts.size());
  }

  private static void print(String name, List<Cut> some, PrintWriter out) {
    out.printf(
        "%-42s %,13.0f %,13.0f %,9.1f%n",
        name,
        Distribution.of(some, Cut::records).median(),
        Distribution.of(some, Cut::bytes).median(),
        Distribution.of(some, Cut::millis).median());
  }
}
