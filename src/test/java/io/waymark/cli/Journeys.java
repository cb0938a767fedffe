package io.waymark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.cli.broker.EmbeddedBroker;
import io.waymark.intake.TouchpointJson;
import io.waymark.job.Settings;
import io.waymark.job.SettingsReader;
import io.waymark.job.Topic;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The real job between topics of its own on a real broker, for tests. */
final class Journeys implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Settings settings;
  private final int parallelism;
  private final java.nio.file.Path folder;
  private final KafkaProducer<String, byte[]> producer;
  private @Nullable JobClient job;

  Journeys(
      EmbeddedBroker broker, java.nio.file.Path folder, int parallelism, Map<String, String> set)
      throws Exception {
    Map<String, String> all = new HashMap<>(set);
    String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    all.put("kafka.bootstrap", broker.bootstrap());
    all.put("kafka.group", name);
    all.put("topics.prefix", name + ".");
    all.put("kafka.create-topics", "true");
    this.settings = SettingsReader.read(null, all);
    this.parallelism = parallelism;
    this.folder = folder;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    JobCommand.find(settings);
  }

  void start(@Nullable String savepoint) throws Exception {
    start(savepoint, new Configuration());
  }

  /**
   * Starts the job.
   *
   * @param more what Flink is told besides
   */
  void start(@Nullable String savepoint, Configuration more) throws Exception {
    Configuration flink = LocalFlink.endless(parallelism, folder, FreePort.near(18081));
    flink.addAll(more);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    flink.set(
        org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofSeconds(1));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
    JobCommand.define(env, settings);
    job = env.executeAsync("test");
  }

  /** The path of the savepoint. */
  String stop() throws Exception {
    String path =
        job.stopWithSavepoint(
                false,
                folder.resolve("savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job = null;
    return path;
  }

  void push(String rule, @Nullable String text) throws Exception {
    byte[] value = text == null ? null : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(settings.topic(Topic.RULES), rule, value)).get();
  }

  /** Pushes rules by their ids, all at once; when the first of them was on its way. */
  long push(Map<String, String> rules) {
    long begin = System.currentTimeMillis();
    rules.forEach(
        (rule, text) ->
            producer.send(
                new ProducerRecord<>(
                    settings.topic(Topic.RULES),
                    rule,
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    producer.flush();
    return begin;
  }

  void send(Touchpoint touchpoint) {
    producer.send(
        new ProducerRecord<>(
            settings.topic(Topic.TOUCHPOINTS),
            touchpoint.customer(),
            TouchpointJson.write(touchpoint)));
  }

  void sendTo(int partition, Touchpoint touchpoint) {
    producer.send(
        new ProducerRecord<>(
            settings.topic(Topic.TOUCHPOINTS),
            partition,
            touchpoint.customer(),
            TouchpointJson.write(touchpoint)));
  }

  void sendRaw(byte[] bytes) {
    producer.send(new ProducerRecord<>(settings.topic(Topic.TOUCHPOINTS), bytes));
  }

  void flush() {
    producer.flush();
  }

  int partitions() {
    return producer.partitionsFor(settings.topic(Topic.TOUCHPOINTS)).size();
  }

  /** A record as it lies on a topic. */
  record Read(String key, JsonNode json, long appendedMillis) {}

  /** Reads a topic from its beginning until what was read is enough. */
  List<Read> readUntil(Topic topic, Predicate<List<Read>> enough) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            settings.bootstrap(),
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    List<Read> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(settings.topic(topic)));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(all)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("waited " + PATIENCE + " for " + topic + "; there is " + all);
        }
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          all.add(new Read(record.key(), json(record.value()), record.timestamp()));
        }
      }
    }
    return all;
  }

  /** Reads a topic from its beginning to its end as it is now. */
  List<Read> readAll(Topic topic) {
    String name = settings.topic(topic);
    Map<String, Object> client =
        Map.of("bootstrap.servers", settings.bootstrap(), "isolation.level", "read_committed");
    List<Read> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(p -> new TopicPartition(name, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          all.add(new Read(record.key(), json(record.value()), record.timestamp()));
        }
      }
    }
    return all;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  @Override
  public void close() throws Exception {
    producer.close();
    if (job != null) {
      job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
