package io.waymark.lab.bench;

import io.waymark.lab.bench.SpeedMeter.Speed;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The speeds of all runs as rows of medians, and how they compare.
 *
 * @param rules the numbers of rules that have a row each
 * @param customers in these rows
 * @param manyCustomers in another row with the most rules; 0 where there is none
 * @param settings that are not the default in one more row each
 */
public record ThroughputTable(
    List<ThroughputRow> rows,
    List<Integer> rules,
    int customers,
    int manyCustomers,
    Map<String, String> settings)
    implements ResultTable {
  public ThroughputTable {
    rows = List.copyOf(rows);
    rules = List.copyOf(rules);
    settings = Map.copyOf(settings);
  }

  static final String PASS_THROUGH = "bare keyed pass-through";
  static final String GET_AND_PUT = "bare RocksDB get+put of 256 B";

  static String stockCep(int operators) {
    return "Flink CEP, %,d operator%s".formatted(operators, operators == 1 ? "" : "s");
  }

  static String waymark(int rules, int customers) {
    return "Waymark, %s, %,d customers".formatted(rules(rules), customers);
  }

  static String waymark(int rules, String key, String value) {
    return "Waymark, %s, %s=%s".formatted(rules(rules), key, value);
  }

  static String governed(int rules) {
    return "Waymark, %s, under a policy".formatted(rules(rules));
  }

  static String unselective(int rules, int customers) {
    return "Waymark, %,d unselective, %,d customers".formatted(rules, customers);
  }

  private static String rules(int count) {
    return "%,d rule%s".formatted(count, count == 1 ? "" : "s");
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(
        "%-42s %13s %23s %10s %11s %10s %12s%n",
        "",
        "touchpoints/s",
        "(min .. max)",
        "of get+put",
        "CPU us each",
        "measured",
        "triggers/100");
    Distribution one = perSecond(find(GET_AND_PUT).orElseThrow());
    rows.forEach(row -> print(row, one.median(), out));
    out.println();
    compareRules(out);
    compareWithCep(out);
    int most = mostRules();
    settings.forEach(
        (key, value) ->
            ratio(
                "%s=%s to the default".formatted(key, value),
                waymark(most, key, value),
                waymark(most, customers),
                out));
    ratio("under a policy to none", governed(most), waymark(most, customers), out);
    if (manyCustomers > 0) {
      ratio(
          "%,d customers to %,d, %s".formatted(manyCustomers, customers, rules(most)),
          waymark(most, manyCustomers),
          waymark(most, customers),
          out);
    }
    out.flush();
  }

  private void compareRules(PrintWriter out) {
    int most = mostRules();
    ratio(rules(most) + " to RocksDB get+put", waymark(most, customers), GET_AND_PUT, out);
    if (most > 1) {
      ratio(rules(most) + " to 1 rule", waymark(most, customers), waymark(1, customers), out);
    }
  }

  private void compareWithCep(PrintWriter out) {
    rules.stream()
        .distinct()
        .forEach(
            count ->
                ratio(
                    rules(count) + " to " + stockCep(count),
                    waymark(count, customers),
                    stockCep(count),
                    out));
  }

  private int mostRules() {
    return Collections.max(rules);
  }

  /** Prints nothing where one of the rows was not asked for. */
  private void ratio(String name, String row, String other, PrintWriter out) {
    Optional<ThroughputRow> above = find(row);
    Optional<ThroughputRow> below = find(other);
    if (above.isPresent() && below.isPresent()) {
      double ratio = perSecond(above.get()).median() / perSecond(below.get()).median();
      out.printf("%-42s %13.2f%n", name, ratio);
    }
  }

  private Optional<ThroughputRow> find(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst();
  }

  private static void print(ThroughputRow row, double one, PrintWriter out) {
    Distribution speed = perSecond(row);
    double touchpoints = row.speeds().stream().mapToLong(Speed::touchpoints).sum();
    double triggers = row.speeds().stream().mapToLong(Speed::triggers).sum();
    out.printf(
        "%-42s %,13.0f %23s %10.2f %11.1f %,10.0f %12.2f%n",
        row.name(),
        speed.median(),
        "(%,.0f .. %,.0f)".formatted(speed.min(), speed.max()),
        speed.median() / one,
        Distribution.of(row.speeds(), Speed::cpuMicros).median(),
        touchpoints / row.speeds().size(),
        triggers / touchpoints * 100);
  }

  private static Distribution perSecond(ThroughputRow row) {
    return Distribution.of(row.speeds(), Speed::touchpointsPerSecond);
  }
}
