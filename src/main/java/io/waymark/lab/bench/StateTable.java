package io.waymark.lab.bench;

import io.waymark.lab.bench.CustomerStore.Size;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sizes of customers by the number of their open runs.
 *
 * @param touchpoints how many they have had
 * @param triggers that went out for a hundred touchpoints
 */
public record StateTable(
    int rules, long touchpoints, double triggers, List<Size> sizes, MapTable map)
    implements ResultTable {
  public StateTable {
    sizes = List.copyOf(sizes);
  }

  /** Each number up to then has a row; above, those between two powers of two have one. */
  private static final int MOST_ALONE = 4;

  @Override
  public void print(PrintWriter out) {
    out.printf(
        "state of a customer after %,d touchpoints, %,d rules, %.2f triggers/100%n",
        touchpoints, rules, triggers);
    out.printf(
        "%-42s %13s %13s %9s %9s %9s%n", "", "customers", "median bytes", "mean", "99%", "max");
    print("any number of open runs", sizes, out);
    print("of it for the journey map", Distribution.of(sizes, Size::mapBytes), out);
    sizes.stream()
        .collect(
            Collectors.groupingBy(
                size -> least(size.openRuns()), TreeMap::new, Collectors.toList()))
        .forEach((least, some) -> print(name(least), some, out));
    out.println();
    map.print(out);
  }

  private static void print(String name, List<Size> sizes, PrintWriter out) {
    print(name, Distribution.of(sizes, Size::bytes), out);
  }

  private static void print(String name, Distribution bytes, PrintWriter out) {
    out.printf(
        "%-42s %,13d %,13.0f %,9.0f %,9.0f %,9.0f%n",
        name, bytes.count(), bytes.median(), bytes.mean(), bytes.percentile(99), bytes.max());
  }

  /** Returns the least number of open runs in the row that a number belongs to. */
  private static int least(int openRuns) {
    return openRuns < MOST_ALONE ? openRuns : Integer.highestOneBit(openRuns);
  }

  private static String name(int least) {
    return least < MOST_ALONE
        ? least + " open run" + (least == 1 ? "" : "s")
        : "%,d to %,d open runs".formatted(least, 2 * least - 1);
  }
}
