package io.waymark.job;

import io.waymark.binary.PackedArrival;
import io.waymark.intake.IntakeResult;
import io.waymark.job.breaker.BreakerOperator;
import io.waymark.job.journey.JourneyOperator;
import io.waymark.job.map.MapOperator;
import io.waymark.job.outcome.OutcomesFunction;
import io.waymark.job.sink.Sinks;
import io.waymark.job.source.IntakeSplit;
import io.waymark.job.source.Sources;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.job.stream.MapTally;
import io.waymark.job.stream.StreamType;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.DeadLetter;
import io.waymark.model.Directive;
import io.waymark.model.MapRecord;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.Pause;
import io.waymark.model.Question;
import io.waymark.model.RuleOutcomes;
import io.waymark.settings.Settings;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.OutputTag;

/** The graph: sources, intake, keyed by customer, journey, map, outcomes, sinks. */
public final class WaymarkJob {
  /**
   * The interval at which the clocks of the sources are read, which is the most that it adds to a
   * wait.
   */
  private static final Duration CLOCK_TICK = Duration.ofMillis(20);

  /** The shortest time between two cuts of the journey map, and two outcomes of a rule. */
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(2);

  private final StreamExecutionEnvironment env;

  private WaymarkJob(StreamExecutionEnvironment env) {
    this.env = env;
  }

  /** Defines the whole job; the caller executes it. */
  public static void define(
      StreamExecutionEnvironment env, Sources sources, Sinks sinks, Settings settings) {
    new WaymarkJob(env).define(sources, sinks, settings);
  }

  private void define(Sources sources, Sinks sinks, Settings settings) {
    configure();
    Intakes intakes = intakes(sources.touchpoints(env));
    Optional<DataStream<Directive>> questions = sources.questions(env);
    DataStream<Directive> directives = sources.directives(env).broadcast();
    String lifecycle = LifecycleReader.named(settings.lifecycle()).text();
    DataStream<Outgoing> journey =
        journey(
            byCustomer(intakes.arrivals()),
            questions.map(asked -> directives.union(keyed(asked))).orElse(directives),
            new JourneyOperator(
                lifecycle,
                SegmentsReader.named(settings.segments()).text(),
                settings.journeyMap(),
                settings.hotCustomers(),
                settings.evaluationSteps(),
                settings.applied(),
                sources.rulesOnTopic(),
                !sources.areFinite()));

    sinks.write(Topics.PAUSES, breaker(side(journey, JourneyOperator.HEADCOUNTS), directives));
    Topics.OF_CUSTOMERS.forEach(topic -> write(topic, journey, intakes.refused(), sinks));
    if (questions.isPresent()) {
      sinks.write(Topics.ANSWERS, side(journey, StreamType.tag(Topics.ANSWERS)));
    }
    // Idle without the setting: Flink refuses a savepoint with the state of what is gone.
    Duration between = sources.areFinite() ? Duration.ZERO : BETWEEN_FIGURES;
    MapOperator map = new MapOperator(lifecycle, between);
    sinks.write(Topics.JOURNEY_MAP, map(side(journey, JourneyOperator.MAP), map));
    sinks.write(
        Topics.RULE_OUTCOMES,
        outcomes(side(journey, JourneyOperator.OBSERVATIONS), new OutcomesFunction(between)));
  }

  /**
   * Sets the options that the graph itself needs wherever it runs; all others are in Flink's
   * configuration.
   */
  private void configure() {
    env.setMaxParallelism(Frozen.KEY_GROUPS);
    Configuration needs = new Configuration();
    needs.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    needs.set(PipelineOptions.GENERIC_TYPES, false);
    needs.set(PipelineOptions.OBJECT_REUSE, true);
    needs.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, CLOCK_TICK);
    env.configure(needs);
  }

  private record Intakes(DataStream<PackedArrival> arrivals, DataStream<DeadLetter> refused) {}

  /**
   * Splits each source where it is read and only then unites the parts, so that nothing is
   * reordered on the way to the key.
   */
  private static Intakes intakes(Map<String, SingleOutputStreamOperator<IntakeResult>> sources) {
    return sources.entrySet().stream()
        .map(source -> intake(source.getKey(), source.getValue()))
        .reduce(
            (a, b) -> new Intakes(a.arrivals().union(b.arrivals()), a.refused().union(b.refused())))
        .orElseThrow(() -> new IllegalArgumentException("no source of touchpoints"));
  }

  private static Intakes intake(String name, SingleOutputStreamOperator<IntakeResult> source) {
    SingleOutputStreamOperator<PackedArrival> arrivals =
        source
            .process(new IntakeSplit(), StreamType.ARRIVAL)
            .name("intake of " + name)
            .uid(Frozen.INTAKE.id(name))
            .setParallelism(source.getParallelism());
    return new Intakes(arrivals, arrivals.getSideOutput(IntakeSplit.REFUSED));
  }

  private static KeyedStream<PackedArrival, String> byCustomer(DataStream<PackedArrival> arrivals) {
    return arrivals.keyBy(PackedArrival::customer, Types.STRING);
  }

  /** Sends each question to the subtask that has its customer. */
  private static DataStream<Directive> keyed(DataStream<Directive> questions) {
    return questions.keyBy(asked -> ((Question) asked).customer(), Types.STRING);
  }

  /**
   * Connects the journey operator by hand: {@code connect} allows a keyed and a broadcast input
   * only to functions, which do not see watermarks.
   */
  private DataStream<Outgoing> journey(
      KeyedStream<PackedArrival, String> arrivals,
      DataStream<Directive> directives,
      JourneyOperator operator) {
    TwoInputTransformation<PackedArrival, Directive, Outgoing> journey =
        new TwoInputTransformation<>(
            arrivals.getTransformation(),
            directives.getTransformation(),
            "journey",
            SimpleOperatorFactory.of(operator),
            StreamType.OUTGOING,
            env.getParallelism(),
            false);
    journey.setStateKeyType(Types.STRING);
    journey.setStateKeySelectors(arrivals.getKeySelector(), null);
    journey.setUid(Frozen.JOURNEY.id());
    env.addOperator(journey);
    return new DataStream<>(env, journey);
  }

  /** Puts the map into one subtask, with state by segment and stage. */
  private DataStream<MapRecord> map(DataStream<MapTally> tallies, MapOperator operator) {
    OneInputTransformation<MapTally, MapRecord> map =
        new OneInputTransformation<>(
            tallies.getTransformation(),
            "map",
            SimpleOperatorFactory.of(operator),
            StreamType.of(Topics.JOURNEY_MAP),
            1,
            true);
    map.setStateKeyType(Types.STRING);
    // The operator sets the key of each part itself; without a selector it would have no state.
    map.setStateKeySelector(tally -> "");
    map.setUid(Frozen.MAP.id());
    env.addOperator(map);
    return new DataStream<>(env, map);
  }

  /** Counts outcomes in one subtask: of a few versions each has many observations. */
  private static DataStream<RuleOutcomes> outcomes(
      DataStream<Observation> observations, OutcomesFunction function) {
    return observations
        .keyBy(OutcomesFunction::key, Types.STRING)
        .process(function, StreamType.of(Topics.RULE_OUTCOMES))
        .name("outcomes")
        .uid(Frozen.OUTCOMES.id())
        .setParallelism(1);
  }

  /** Judges the rates of all rules in one subtask, which hears the pauses, too. */
  private DataStream<Pause> breaker(
      DataStream<HeadcountTally> headcounts, DataStream<Directive> directives) {
    return headcounts
        .global()
        .connect(directives)
        .transform("breaker", StreamType.of(Topics.PAUSES), new BreakerOperator())
        .uid(Frozen.BREAKER.id())
        .setParallelism(1);
  }

  private <T extends Outgoing> void write(
      OutputTopic<T> topic,
      DataStream<Outgoing> journey,
      DataStream<DeadLetter> refused,
      Sinks sinks) {
    if (topic.equals(Topics.DEAD_LETTERS)) {
      DataStream<DeadLetter> late = side(journey, StreamType.tag(Topics.DEAD_LETTERS));
      sinks.write(Topics.DEAD_LETTERS, refused.union(late));
    } else {
      sinks.write(topic, side(journey, StreamType.tag(topic)));
    }
  }

  private <T> DataStream<T> side(DataStream<Outgoing> journey, OutputTag<T> tag) {
    return new DataStream<>(env, new SideOutputTransformation<>(journey.getTransformation(), tag));
  }
}
