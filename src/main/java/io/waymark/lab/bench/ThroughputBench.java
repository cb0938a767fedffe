package io.waymark.lab.bench;

import io.waymark.job.WaymarkJob;
import io.waymark.lab.bench.SpeedMeter.Window;
import io.waymark.model.PolicyText;
import io.waymark.model.RuleText;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many touchpoints a second the graph takes, beside bare Flink and Flink CEP.
 *
 * @param rules numbers of live rules, one row each
 * @param cepOperators numbers of rules that Flink CEP runs, one row each; 0 for no row
 * @param customers in all rows but two
 * @param manyCustomers in one of them, which has the most rules; 0 for no such row
 * @param unselective the number of {@link UnselectiveRule}s of the other; 0 for no such row
 * @param settings that one more row each, with the most rules, has in place of the default
 * @param policy that one more row, with the most rules, is under; null for no such row
 */
public record ThroughputBench(
    List<Integer> rules,
    List<Integer> cepOperators,
    int customers,
    int manyCustomers,
    int unselective,
    Map<String, String> settings,
    @Nullable PolicyText policy,
    Runs runs) {
  /** Fewer than in the other rows: each has the state of a hundred. */
  private static final int UNSELECTIVE_CUSTOMERS = 30_000;

  /**
   * The runs that each row is measured by.
   *
   * @param count how often a row is measured, in turn with the others
   * @param warmUp length of the run before them that is thrown away; zero for no such run
   * @param touchpoints how many a run measures at least, except for Flink CEP
   * @param length how long a run measures at least
   */
  public record Runs(int count, Duration warmUp, long touchpoints, Duration length) {}

  public ThroughputBench {
    rules = List.copyOf(rules);
    cepOperators = List.copyOf(cepOperators);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Measures all rows.
   *
   * @param out for progress
   * @param flink settings of Flink, besides those of the bench
   */
  public ThroughputTable measure(PrintWriter out, Map<String, String> flink) throws Exception {
    BenchLog.leaveOutNoise();
    List<ThroughputRow> rows = rows();
    Ticker ticker = new Ticker(out);
    for (ThroughputRow row : runs.warmUp().isZero() ? List.<ThroughputRow>of() : rows) {
      row.warmUp(runs.warmUp(), flink, ticker);
    }
    for (int run = 1; run <= runs.count(); run++) {
      for (ThroughputRow row : rows) {
        row.measure("run " + run + " of " + runs.count(), flink, ticker);
      }
    }
    return new ThroughputTable(rows, rules, customers, manyCustomers, settings);
  }

  private List<ThroughputRow> rows() {
    List<ThroughputRow> rows = new ArrayList<>();
    rows.add(full(ThroughputTable.PASS_THROUGH, List.of(), customers, Baseline::passThrough));
    rows.add(full(ThroughputTable.GET_AND_PUT, List.of(), customers, Baseline::getAndPut));
    cepOperators.stream().filter(count -> count > 0).forEach(count -> rows.add(cep(count)));
    rules.forEach(count -> rows.add(waymark(count, customers)));
    settings.forEach((key, value) -> rows.add(waymark(key, value)));
    if (policy != null) {
      rows.add(waymark(policy));
    }
    if (manyCustomers > 0) {
      rows.add(waymark(Collections.max(rules), manyCustomers));
    }
    if (unselective > 0) {
      rows.add(
          full(
              ThroughputTable.unselective(unselective, UNSELECTIVE_CUSTOMERS),
              BenchRules.unselective(unselective),
              UNSELECTIVE_CUSTOMERS,
              waymark(Map.of())));
    }
    return rows;
  }

  private static ThroughputRow.Graph waymark(Map<String, String> changed) {
    Settings settings = SettingsReader.with(changed);
    return (env, sources) -> WaymarkJob.define(env, sources, new CountingSinks(), settings);
  }

  private ThroughputRow waymark(int count, int customers) {
    return full(
        ThroughputTable.waymark(count, customers),
        BenchRules.texts(count),
        customers,
        waymark(Map.of()));
  }

  private ThroughputRow waymark(String key, String value) {
    int most = Collections.max(rules);
    return full(
        ThroughputTable.waymark(most, key, value),
        BenchRules.texts(most),
        customers,
        waymark(Map.of(key, value)));
  }

  private ThroughputRow waymark(PolicyText under) {
    int most = Collections.max(rules);
    ThroughputRow.Graph free = waymark(Map.of());
    return full(
        ThroughputTable.governed(most),
        BenchRules.texts(most),
        customers,
        (env, sources) -> free.define(env, sources.under(under)));
  }

  /** Measures once every customer has come and a tenth of the touchpoints has followed. */
  private ThroughputRow full(
      String name, List<RuleText> rules, int customers, ThroughputRow.Graph job) {
    long from = customers + runs.touchpoints() / 10;
    Window window = new Window(from, Duration.ZERO, runs.touchpoints(), runs.length());
    return new ThroughputRow(name, rules, SyntheticLoad.introduced(customers), window, job);
  }

  /** Bounds the row by time, without introducing customers: Flink CEP is too slow for so many. */
  private ThroughputRow cep(int count) {
    Duration length = runs.length();
    return new ThroughputRow(
        ThroughputTable.stockCep(count),
        List.of(),
        SyntheticLoad.ofVisits(customers),
        new Window(1, length.dividedBy(4), 0, length),
        (env, sources) -> StockCep.define(env, sources, BenchRules.first(count)));
  }
}
