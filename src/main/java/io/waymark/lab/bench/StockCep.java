package io.waymark.lab.bench;

import static io.waymark.lab.bench.Baseline.touchpoint;

import io.waymark.intake.Intaken;
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
    KeyedStream<Intaken, String> keyed = Baseline.keyed(env, sources);
    rules.stream()
        .<DataStream<Intaken>>map(
            rule ->
                CEP.pattern(keyed, pattern(rule))
                    .inEventTime()
                    .process(new AnyOne(), StreamType.INTAKEN))
        .reduce((a, b) -> a.union(b))
        .orElseThrow()
        .sinkTo(new CountingSink<>((meter, match) -> meter.triggered(), true))
        .setParallelism(1);
  }

  static Pattern<Intaken, ?> pattern(BenchRule rule) {
    return switch (rule.shape()) {
      case COUNT -> count(rule);
      case RANGE -> range(rule);
      case STALL -> stall(rule);
      case CORRELATED -> correlated(rule);
      case TIMES -> times(rule);
    };
  }

  private static Pattern<Intaken, ?> count(BenchRule rule) {
    String category = rule.category();
    return Pattern.<Intaken>begin("looked", SKIP)
        .where(of(rule.first(), intaken -> category(intaken).equals(category)))
        .times(2)
        .notFollowedBy("absent")
        .where(of(rule.third(), intaken -> amount(intaken) > 400))
        .followedBy("went")
        .where(of(rule.second(), intaken -> category(intaken).equals(category)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Intaken, ?> range(BenchRule rule) {
    List<String> categories = rule.categories();
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<Intaken>begin("looked", SKIP)
        .where(
            of(
                rule.first(),
                intaken ->
                    amount(intaken) >= from
                        && amount(intaken) < to
                        && categories.contains(category(intaken))))
        .followedBy("went")
        .where(
            of(
                rule.second(),
                intaken -> categories.contains(category(intaken)) && amount(intaken) > 475))
        .within(Duration.ofHours(1));
  }

  private static Pattern<Intaken, ?> stall(BenchRule rule) {
    String category = rule.category();
    String second = rule.second();
    String third = rule.third();
    return Pattern.<Intaken>begin("left", SKIP)
        .where(
            of(
                rule.first(),
                intaken -> category(intaken).equals(category) && amount(intaken) > 485))
        .notFollowedBy("absent")
        .where(
            SimpleCondition.of(
                intaken -> type(intaken).equals(second) || type(intaken).equals(third)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Intaken, ?> correlated(BenchRule rule) {
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<Intaken>begin("looked", SKIP)
        .where(of(rule.first(), intaken -> amount(intaken) >= from && amount(intaken) < to))
        .followedBy("asked")
        .where(new SameCategory(rule.second(), 0))
        .followedBy("went")
        .where(new SameCategory(rule.third(), 250))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Intaken, ?> times(BenchRule rule) {
    String category = rule.category();
    return Pattern.<Intaken>begin("again", SKIP)
        .where(
            of(
                rule.first(),
                intaken ->
                    category(intaken).equals(category)
                        && "app".equals(touchpoint(intaken).channel())))
        .times(3)
        .within(Duration.ofHours(2));
  }

  private static SimpleCondition<Intaken> of(String type, FilterFunction<Intaken> condition) {
    return SimpleCondition.of(intaken -> type(intaken).equals(type) && condition.filter(intaken));
  }

  private static String type(Intaken intaken) {
    return touchpoint(intaken).type();
  }

  private static String category(Intaken intaken) {
    return String.valueOf(touchpoint(intaken).properties().get("category"));
  }

  private static double amount(Intaken intaken) {
    return touchpoint(intaken).properties().get("amount") instanceof Number amount
        ? amount.doubleValue()
        : Double.NaN;
  }

  /** Stands in for {@code correlate}. */
  private static final class SameCategory extends IterativeCondition<Intaken> {
    private static final long serialVersionUID = 1;

    private final String type;
    private final double aboveAmount;

    private SameCategory(String type, double aboveAmount) {
      this.type = type;
      this.aboveAmount = aboveAmount;
    }

    @Override
    public boolean filter(Intaken intaken, IterativeCondition.Context<Intaken> run)
        throws Exception {
      return type(intaken).equals(type)
          && (aboveAmount == 0 || amount(intaken) > aboveAmount)
          && category(run.getEventsForPattern("looked").iterator().next())
              .equals(category(intaken));
    }
  }

  private static final class AnyOne extends PatternProcessFunction<Intaken, Intaken> {
    private static final long serialVersionUID = 1;

    @Override
    public void processMatch(
        Map<String, List<Intaken>> match,
        PatternProcessFunction.Context context,
        Collector<Intaken> out) {
      out.collect(match.values().iterator().next().get(0));
    }
  }
}
