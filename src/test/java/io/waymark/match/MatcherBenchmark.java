package io.waymark.match;

import io.waymark.match.selection.SelectedMatchers;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of one touchpoint for a matcher, by the number of open runs. Each call begins with the
 * same runs, read from their binary form; {@link #decode} is that alone, to be taken off.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatcherBenchmark {
  /**
   * A rule with a condition that looks back, for which the NFA keeps all runs, not only the latest.
   */
  private static final String LOOKS_BACK =
      "event.properties.amount > looked.last.properties.amount";

  /** The compact matcher keeps the latest. */
  private static final String LOOKS_AHEAD = "event.properties.amount > 100.0";

  private static final String RULE =
      """
      rule: bench
      title: Three things
      signal: opportunity
      owner: bench
      status: live
      pattern:
        within: 1h
        steps:
          - looked: Product Viewed
          - added: Product Added
            where: %s
          - ordered: Order Completed
      trigger:
        to: nobody
      """;

  @Param({"compact", "nfa"})
  public String kind = "";

  @Param({"1", "10", "100"})
  public int openRuns;

  private Matchers matchers;
  private Matcher matcher;
  private byte[] open;
  private Touchpoint unrelated;
  private Touchpoint advancing;

  @Setup
  public void open() throws IOException {
    String text = RULE.formatted(kind.equals("nfa") ? LOOKS_BACK : LOOKS_AHEAD);
    Rule rule = ((RuleReader.Result.Ok) new RuleReader(Set.of()).read("bench.yaml", text)).rule();
    Criteria criteria = new Criteria();
    matchers = new SelectedMatchers((dropped, runs) -> {});
    matcher = matchers.matcher(rule, criteria);
    Runs runs = matcher.start();
    for (int i = 1; i <= openRuns; i++) {
      matcher.advance(runs, touchpoint("Product Viewed", i, 100));
    }
    open = matcher.encode(runs);
    unrelated = touchpoint("Product Added", openRuns + 1, 50);
    advancing = touchpoint("Product Added", openRuns + 1, 150);
  }

  @TearDown
  public void close() {
    matchers.close();
  }

  @Benchmark
  public Runs decode() throws IOException {
    return matcher.decode("c", open);
  }

  @Benchmark
  public Optional<Match> unrelated() throws IOException {
    return matcher.advance(matcher.decode("c", open), unrelated);
  }

  @Benchmark
  public Optional<Match> advancing() throws IOException {
    return matcher.advance(matcher.decode("c", open), advancing);
  }

  @Benchmark
  public byte[] encodeAfterAdvancing() throws IOException {
    Runs runs = matcher.decode("c", open);
    matcher.advance(runs, advancing);
    return matcher.encode(runs);
  }

  private static Touchpoint touchpoint(String type, int second, double amount) {
    return new Touchpoint(
        "t" + second,
        "customer",
        null,
        type,
        "web",
        second * 1_000L,
        null,
        Map.of("amount", amount, "category", "shoes"));
  }
}
