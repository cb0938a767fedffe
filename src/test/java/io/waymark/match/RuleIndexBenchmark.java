package io.waymark.match;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of finding the rules that a touchpoint starts, by their number. Each rule is about one
 * category of a hundred and one price of a thousand; {@link #each} asks them one by one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RuleIndexBenchmark {
  private static final int TOUCHPOINTS = 1_024;

  private static final String RULE =
      """
      rule: r-%d
      title: t
      signal: opportunity
      owner: bench
      status: live
      pattern:
        within: 1h
        steps:
          - looked: Product Viewed
            where: event.properties.category == "c%d" && event.properties.price > %d.0
          - added: Product Added
            where: event.properties.category == "c%d"
      trigger:
        to: nobody
      """;

  @Param({"1", "100", "1000", "10000"})
  public int rules;

  private final Criteria criteria = new Criteria();
  private final RuleIndex<Rule> index = new RuleIndex<>();
  private Criterion[] firsts = {};
  private Touchpoint[] touchpoints = {};
  private int next;
  private int found;

  @Setup
  public void add() {
    RuleReader reader = new RuleReader(Set.of());
    firsts = new Criterion[rules];
    for (int i = 0; i < rules; i++) {
      String text = RULE.formatted(i, i % 100, i % 1_000, i % 100);
      Rule rule = ((RuleReader.Result.Ok) reader.read("bench.yaml", text)).rule();
      index.add(rule, rule.pattern(), criteria.ofRule(rule.id()));
      firsts[i] = criteria.of(rule.pattern().steps().get(0).where());
    }
    touchpoints = new Touchpoint[TOUCHPOINTS];
    for (int i = 0; i < TOUCHPOINTS; i++) {
      Map<String, Object> properties =
          Map.of("category", "c" + i * 37 % 100, "price", (double) (i * 101 % 1_000));
      touchpoints[i] =
          new Touchpoint("t" + i, "c", null, "Product Viewed", null, i, null, properties);
    }
  }

  @Benchmark
  public int find() {
    index.startedBy(touchpoints[next++ % TOUCHPOINTS], rule -> found++);
    return found;
  }

  @Benchmark
  public int each() {
    Touchpoint touchpoint = touchpoints[next++ % TOUCHPOINTS];
    for (Criterion first : firsts) {
      found += first.test(touchpoint) ? 1 : 0;
    }
    return found;
  }
}
