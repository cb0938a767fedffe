package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.kafka.PausesTopic;
import io.waymark.kafka.PolicyTopic;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.StartTopics;
import io.waymark.kafka.TopicEnds;
import io.waymark.model.Directive;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Input;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.clock.SystemClock;

/** Touchpoints, rules, policies and pauses from Kafka topics. */
public final class KafkaSources implements Sources {
  private static final Duration ALIGN_EVERY = Duration.ofMillis(100);

  /** The time after which a partition that was added is read, about. */
  static final Duration DISCOVER_EVERY = Duration.ofSeconds(1);

  /**
   * The time after which a partition that was added to the topic of rules or policies is noticed,
   * at most.
   */
  private static final Duration CHECK_DIRECTIVES_EVERY = Duration.ofMinutes(1);

  private final Settings settings;
  private final StartTopics topics;
  private final RulesOnTopic rulesOnTopic;
  private final Duration drift;

  /**
   * Creates the sources, which read nothing yet.
   *
   * @param topics the topics as they are at the start
   * @param rulesOnTopic the rules as they are at the start
   * @param drift how far the times of topics may be apart; at most the one of the settings
   */
  public KafkaSources(
      Settings settings, StartTopics topics, RulesOnTopic rulesOnTopic, Duration drift) {
    this.settings = settings;
    this.topics = topics;
    this.rulesOnTopic = rulesOnTopic;
    this.drift = drift;
  }

  @Override
  public RulesOnTopic rulesOnTopic() {
    return rulesOnTopic;
  }

  @Override
  public Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(
      StreamExecutionEnvironment env) {
    Map<String, SingleOutputStreamOperator<IntakeResult>> sources = new LinkedHashMap<>();
    settings.inputs().forEach(input -> sources.put(input.topic(), touchpoints(env, input)));
    return sources;
  }

  @Override
  public DataStream<Directive> directives(StreamExecutionEnvironment env) {
    DataStream<Directive> rules =
        directives(env, Topics.RULES, topics.rulesEndOffset(), RulesTopic::rule, Frozen.RULES.id());
    DataStream<Directive> policies =
        directives(
            env, Topics.POLICY, topics.policyEndOffset(), PolicyTopic::policy, Frozen.POLICY.id());
    DataStream<Directive> pauses =
        directives(
            env, Topics.PAUSES, topics.pausesEndOffset(), PausesTopic::change, Frozen.PAUSES.id());
    return rules.union(policies, pauses);
  }

  /**
   * Reads questions from now on, or from where a restored job was. One subtask reads them, as a
   * second one could be without a partition.
   */
  @Override
  public Optional<DataStream<Directive>> questions(StreamExecutionEnvironment env) {
    String topic = Topics.QUESTIONS.name(settings.prefix());
    KafkaSource<Directive> source =
        this.<Directive>source(settings.kafka())
            .setTopics(topic)
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(CHECK_DIRECTIVES_EVERY.toMillis()))
            .setDeserializer(new QuestionDeserializer())
            .setStartingOffsets(OffsetsInitializer.latest())
            .build();
    return Optional.of(
        env.fromSource(source, WatermarkStrategy.noWatermarks(), topic, StreamType.DIRECTIVE)
            .uid(Frozen.QUESTIONS.id())
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new OpenClock()))
            .name("clock of " + topic)
            .uid(Frozen.QUESTIONS_CLOCK.id())
            .setParallelism(1));
  }

  private DataStream<Directive> directives(
      StreamExecutionEnvironment env,
      Topic of,
      long endOffset,
      DirectiveDeserializer.Reading reading,
      String uid) {
    String topic = of.name(settings.prefix());
    KafkaSource<Directive> source =
        this.<Directive>source(RulesTopic.committed(settings.kafka()))
            .setKafkaSubscriber(new OnlyPartition(topic))
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(CHECK_DIRECTIVES_EVERY.toMillis()))
            .setDeserializer(new DirectiveDeserializer(reading))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .build();
    AssignedPartitions partitions = new AssignedPartitions();
    return env.fromSource(
            new TopicSource<>(source, partitions),
            directiveClock(topic, endOffset, partitions),
            topic,
            StreamType.DIRECTIVE)
        .uid(uid)
        .setParallelism(1);
  }

  @SuppressWarnings("deprecation") // The connector takes Kafka's old enum only.
  private static OffsetsInitializer whereTheGroupIs() {
    return OffsetsInitializer.committedOffsets(
        org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST);
  }

  /**
   * Reads a topic with no more subtasks than partitions: a subtask without a partition would never
   * emit a watermark.
   */
  private SingleOutputStreamOperator<IntakeResult> touchpoints(
      StreamExecutionEnvironment env, Input input) {
    KafkaSource<IntakeResult> source =
        this.<IntakeResult>source(settings.kafka())
            .setTopics(input.topic())
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(DISCOVER_EVERY.toMillis()))
            .setDeserializer(
                new TouchpointDeserializer(
                    MappingSource.named(input.mapping()), settings.future().toMillis()))
            .setStartingOffsets(whereTheGroupIs())
            .build();
    AssignedPartitions partitions = new AssignedPartitions();
    return env.fromSource(
            new TopicSource<>(source, partitions),
            touchpointClock(input.topic(), partitions),
            input.topic(),
            StreamType.INTAKE_RESULT)
        .uid(Frozen.TOUCHPOINTS.id(input.topic()))
        .setParallelism(Math.min(env.getParallelism(), topics.partitions(input.topic())));
  }

  private WatermarkStrategy<Directive> directiveClock(
      String topic, long endOffset, AssignedPartitions partitions) {
    Connection kafka = RulesTopic.committed(settings.kafka());
    String group = settings.group();
    return WatermarkStrategy.forGenerator(
        new SplitClocks<>(
            partitions,
            (context, begin) ->
                new DirectiveClock(endOffset, new TopicEnds(kafka, topic, group), begin)));
  }

  private WatermarkStrategy<IntakeResult> touchpointClock(
      String topic, AssignedPartitions partitions) {
    Connection kafka = settings.kafka();
    String group = settings.group();
    PartitionClock.Bounds bounds =
        new PartitionClock.Bounds(settings.disorder(), settings.silence(), settings.silenceLag());
    return WatermarkStrategy.<IntakeResult>forGenerator(
            new SplitClocks<>(
                partitions,
                (context, begin) ->
                    new PartitionClock(
                        bounds,
                        context.getInputActivityClock(),
                        SystemClock.getInstance(),
                        new TopicEnds(kafka, topic, group),
                        begin)))
        .withTimestampAssigner((result, recordMillis) -> result.timeMillis(recordMillis))
        .withWatermarkAlignment(Frozen.TOUCHPOINTS.id(), drift, ALIGN_EVERY);
  }

  private <T> KafkaSourceBuilder<T> source(Connection kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.client());
    return KafkaSource.<T>builder()
        .setBootstrapServers(kafka.bootstrap())
        .setGroupId(settings.group())
        .setProperties(properties);
  }
}
