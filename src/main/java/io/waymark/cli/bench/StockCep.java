package io.waymark.cli.bench;

import io.waymark.job.stream.StreamType;
import io.waymark.model.Arrival;
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

  static void define(StreamExecutionEnvironment env, LoadSources sources, List<LoadRule> rules) {
    KeyedStream<Arrival, String> keyed = Baseline.keyed(env, sources);
    rules.stream()
        .<DataStream<Arrival>>map(
            rule ->
                CEP.pattern(keyed, pattern(rule))
                    .inEventTime()
                    .process(new AnyOne(), StreamType.ARRIVAL))
        .reduce((a, b) -> a.union(b))
        .orElseThrow()
        .sinkTo(new CountingSink<>((measure, match) -> measure.triggered(), true))
        .setParallelism(1);
  }

  static Pattern<Arrival, ?> pattern(LoadRule rule) {
    return switch (rule.kind()) {
      case COUNT -> count(rule);
      case RANGE -> range(rule);
      case STALL -> stall(rule);
      case CORRELATED -> correlated(rule);
      case TIMES -> times(rule);
    };
  }

  private static Pattern<Arrival, ?> count(LoadRule rule) {
    String category = rule.category();
    return Pattern.<Arrival>begin("looked", SKIP)
        .where(of(rule.first(), arrival -> category(arrival).equals(category)))
        .times(2)
        .notFollowedBy("absent")
        .where(of(rule.third(), arrival -> amount(arrival) > 400))
        .followedBy("went")
        .where(of(rule.second(), arrival -> category(arrival).equals(category)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Arrival, ?> range(LoadRule rule) {
    List<String> categories = rule.categories();
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<Arrival>begin("looked", SKIP)
        .where(
            of(
                rule.first(),
                arrival ->
                    amount(arrival) >= from
                        && amount(arrival) < to
                        && categories.contains(category(arrival))))
        .followedBy("went")
        .where(
            of(
                rule.second(),
                arrival -> categories.contains(category(arrival)) && amount(arrival) > 475))
        .within(Duration.ofHours(1));
  }

  private static Pattern<Arrival, ?> stall(LoadRule rule) {
    String category = rule.category();
    String second = rule.second();
    String third = rule.third();
    return Pattern.<Arrival>begin("left", SKIP)
        .where(
            of(
                rule.first(),
                arrival -> category(arrival).equals(category) && amount(arrival) > 485))
        .notFollowedBy("absent")
        .where(
            SimpleCondition.of(
                arrival -> type(arrival).equals(second) || type(arrival).equals(third)))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Arrival, ?> correlated(LoadRule rule) {
    double from = rule.fromAmount();
    double to = rule.toAmount();
    return Pattern.<Arrival>begin("looked", SKIP)
        .where(of(rule.first(), arrival -> amount(arrival) >= from && amount(arrival) < to))
        .followedBy("asked")
        .where(new SameCategory(rule.second(), 0))
        .followedBy("went")
        .where(new SameCategory(rule.third(), 250))
        .within(Duration.ofMinutes(30));
  }

  private static Pattern<Arrival, ?> times(LoadRule rule) {
    String category = rule.category();
    return Pattern.<Arrival>begin("again", SKIP)
        .where(
            of(
                rule.first(),
                arrival ->
                    category(arrival).equals(category)
                        && "app".equals(arrival.touchpoint().channel())))
        .times(3)
        .within(Duration.ofHours(2));
  }

  private static SimpleCondition<Arrival> of(String type, FilterFunction<Arrival> condition) {
    return SimpleCondition.of(arrival -> type(arrival).equals(type) && condition.filter(arrival));
  }

  private static String type(Arrival arrival) {
    return arrival.touchpoint().type();
  }

  private static String category(Arrival arrival) {
    return String.valueOf(arrival.touchpoint().properties().get("category"));
  }

  private static double amount(Arrival arrival) {
    return arrival.touchpoint().properties().get("amount") instanceof Number amount
        ? amount.doubleValue()
        : Double.NaN;
  }

  /** In place of {@code correlate}. */
  private static final class SameCategory extends IterativeCondition<Arrival> {
    private static final long serialVersionUID = 1;

    private final String type;
    private final double aboveAmount;

    private SameCategory(String type, double aboveAmount) {
      this.type = type;
      this.aboveAmount = aboveAmount;
    }

    @Override
    public boolean filter(Arrival arrival, IterativeCondition.Context<Arrival> run)
        throws Exception {
      return type(arrival).equals(type)
          && (aboveAmount == 0 || amount(arrival) > aboveAmount)
          && category(run.getEventsForPattern("looked").iterator().next())
              .equals(category(arrival));
    }
  }

  private static final class AnyOne extends PatternProcessFunction<Arrival, Arrival> {
    private static final long serialVersionUID = 1;

    @Override
    public void processMatch(
        Map<String, List<Arrival>> match,
        PatternProcessFunction.Context context,
        Collector<Arrival> out) {
      out.collect(match.values().iterator().next().get(0));
    }
  }
}
