package io.waymark.lab.bench;

import static io.waymark.lab.bench.Baseline.touchpoint;

import io.waymark.intake.IntakeResult;
import io.waymark.job.stream.StreamType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The rules of the load as a user of Flink CEP would run them: one operator for each, in event
 * time, over the same keyed stream.
 *
 * <p>The patterns find what the rules find, as far as Flink can say it: after a match the runs that
 * began before its end are dropped as ours are, but a match is held back while older runs are open.
 * Stages, cooldowns and all else that Waymark does besides are not done here.
 */
final class StockCep {
  private static final AfterMatchSkipStrategy SKIP = AfterMatchSkipStrategy.skipPastLastEvent();

  private StockCep() {}

  static void define(
      StreamExecutionEnvironment env, SyntheticSources sources, List<BenchRule> rules) {
    KeyedStream<IntakeResult, String> keyed = Baseline.keyed(env, sources);
    rules.stream()
        .<DataStream<IntakeResult>>map(
            rule ->
                CEP.pattern(keyed, pattern(rule))
                    .inEventTime()
                    .process(new AnyOne(), StreamType.INTAKE_RESULT))
        .reduce((a, b) -> a.union(b))
        .orElseThrow()
        .sinkTo(new CountingSink<>((meter, match) -> meter.triggered(), true))
        .setParallelism(1);
  }

  static Pattern<IntakeResult, ?> pattern(BenchRule rule) {
    return switch (rule.shape()) {
      case COUNT -> count(rule);
      case RANGE -> range(rule);
      case STALL -> stall(rule);
      case CORRELATED -> correlated(rule);
      case TIMES -> times(rule);
    };
  }

  private static Pattern<IntakeResult, ?> count(BenchRule rule) {
    String category = rule.category();
    return Pattern.<IntakeResult>begin("looked", SKIP)
        .where(of(rule.first(), result -> category(result).equals(category)))
        .times(2)
        .notFollowedBy("absent")
        .where(of(rule.third(), result -> amount(result) > 400))
        .followedBy("went")
        .where(of(rule.second(), result -> category(result).equals(category)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<IntakeResult, ?> range(BenchRule rule) {
    List<String> categories = rule.categories();
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<IntakeResult>begin("looked", SKIP)
        .where(
            of(
                rule.first(),
                result ->
                    amount(result) >= from
                        && amount(result) < to
                        && categories.contains(category(result))))
        .followedBy("went")
        .where(
            of(
                rule.second(),
                result -> categories.contains(category(result)) && amount(result) > 475))
        .within(Duration.ofHours(1));
  }

  private static Pattern<IntakeResult, ?> stall(BenchRule rule) {
    String category = rule.category();
    String second = rule.second();
    String third = rule.third();
    return Pattern.<IntakeResult>begin("left", SKIP)
        .where(
            of(rule.first(), result -> category(result).equals(category) && amount(result) > 485))
        .notFollowedBy("absent")
        .where(
            SimpleCondition.of(result -> type(result).equals(second) || type(result).equals(third)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<IntakeResult, ?> correlated(BenchRule rule) {
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<IntakeResult>begin("looked", SKIP)
        .where(of(rule.first(), result -> amount(result) >= from && amount(result) < to))
        .followedBy("asked")
        .where(new SameCategory(rule.second(), 0))
        .followedBy("went")
        .where(new SameCategory(rule.third(), 250))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<IntakeResult, ?> times(BenchRule rule) {
    String category = rule.category();
    return Pattern.<IntakeResult>begin("again", SKIP)
        .where(
            of(
                rule.first(),
                result ->
                    category(result).equals(category)
                        && "app".equals(touchpoint(result).channel())))
        .times(3)
        .within(Duration.ofHours(2));
  }

  private static SimpleCondition<IntakeResult> of(
      String type, FilterFunction<IntakeResult> condition) {
    return SimpleCondition.of(result -> type(result).equals(type) && condition.filter(result));
  }

  private static String type(IntakeResult result) {
    return touchpoint(result).type();
  }

  private static String category(IntakeResult result) {
    return String.valueOf(touchpoint(result).properties().get("category"));
  }

  private static double amount(IntakeResult result) {
    return touchpoint(result).properties().get("amount") instanceof Number amount
        ? amount.doubleValue()
        : Double.NaN;
  }

  /** Stands in for {@code correlate}. */
  private static final class SameCategory extends IterativeCondition<IntakeResult> {
    private static final long serialVersionUID = 1;

    private final String type;
    private final double aboveAmount;

    private SameCategory(String type, double aboveAmount) {
      this.type = type;
      this.aboveAmount = aboveAmount;
    }

    @Override
    public boolean filter(IntakeResult result, IterativeCondition.Context<IntakeResult> run)
        throws Exception {
      return type(result).equals(type)
          && (aboveAmount == 0 || amount(result) > aboveAmount)
          && category(run.getEventsForPattern("looked").iterator().next()).equals(category(result));
    }
  }

  private static final class AnyOne extends PatternProcessFunction<IntakeResult, IntakeResult> {
    private static final long serialVersionUID = 1;

    @Override
    public void processMatch(
        Map<String, List<IntakeResult>> match,
        PatternProcessFunction.Context context,
        Collector<IntakeResult> out) {
      out.collect(match.values().iterator().next().get(0));
    }
  }
}
