package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.job.KafkaJob;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.StartTopics;
import io.waymark.lab.FreePort;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.local.FlinkPath;
import io.waymark.lab.local.LocalFlink;
import io.waymark.model.Digest;
import io.waymark.model.RuleText;
import io.waymark.model.Touchpoint;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import io.waymark.wire.TouchpointDocument;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
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
public final class JobUnderTest implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Settings settings;
  private final String bootstrap;
  private final int parallelism;
  private final java.nio.file.Path folder;
  private int port;
  private final KafkaProducer<String, byte[]> producer;
  private final RulesTopic rules;
  private @Nullable JobClient job;

  JobUnderTest(
      EmbeddedBroker broker, java.nio.file.Path folder, int parallelism, Map<String, String> set)
      throws Exception {
    this(broker.bootstrap(), folder, parallelism, set);
  }

  public JobUnderTest(
      String bootstrap, java.nio.file.Path folder, int parallelism, Map<String, String> set)
      throws Exception {
    this(bootstrap, ofItsOwn(bootstrap, set), folder, parallelism);
    StartTopics.find(settings);
  }

  /**
   * Creates a job on topics that are there.
   *
   * @param bootstrap where the tests themselves reach the broker, which may be another way than the
   *     job's
   */
  JobUnderTest(String bootstrap, Settings settings, java.nio.file.Path folder, int parallelism) {
    this.bootstrap = bootstrap;
    this.settings = settings;
    this.parallelism = parallelism;
    this.folder = folder;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    this.rules =
        new RulesTopic(new Connection(bootstrap, Map.of()), Topics.RULES.name(settings.prefix()));
  }

  private static Settings ofItsOwn(String bootstrap, Map<String, String> set)
      throws Settings.UnusableException {
    Map<String, String> all = new HashMap<>(set);
    String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    all.put("kafka.bootstrap", bootstrap);
    all.put("kafka.group", name);
    all.putIfAbsent("topics.prefix", name + ".");
    all.put("kafka.create-topics", "true");
    // Tests are punctual senders.
    all.putIfAbsent("job.silence-lag", "1s");
    return SettingsReader.read(null, all);
  }

  /** Returns the options that point the job to these topics. */
  public List<String> options() {
    return List.of(
        "--set", "topics.prefix=" + settings.prefix(), "--set", "kafka.group=" + settings.group());
  }

  /** Returns the beginning of the names of its topics. */
  String prefix() {
    return settings.prefix();
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
    port = FreePort.near(18081);
    Configuration flink = LocalFlink.endless(parallelism, folder, port);
    flink.addAll(more);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    flink.set(
        org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofSeconds(1));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
    KafkaJob.define(env, settings);
    job = env.executeAsync("test");
  }

  /**
   * Returns the answer of Flink's web interface at a path, in which {@code JOB} stands for the
   * job's id.
   */
  String web(String path) throws Exception {
    String ours = path.replace("JOB", job.getJobID().toString());
    URI uri = URI.create("http://127.0.0.1:" + port + ours);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Stops the job with a savepoint; returns its path. */
  String stop() throws Exception {
    String path =
        job.stopWithSavepoint(
                false, FlinkPath.of(folder.resolve("savepoints")), SavepointFormatType.CANONICAL)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job = null;
    return path;
  }

  /**
   * Waits until every subtask has written that each of these versions is live; returns when the
   * last one was written.
   *
   * @param texts of the rules, of which each is another version
   */
  long awaitLive(Collection<String> texts) {
    Set<String> wanted = new HashSet<>();
    for (String text : texts) {
      for (int subtask = 0; subtask < parallelism; subtask++) {
        wanted.add(Digest.hex(text) + " in " + subtask);
      }
    }
    assertThat(wanted).hasSize(texts.size() * parallelism).isNotEmpty();
    return readUntil(Topics.RULE_STATUS, all -> live(all).keySet().containsAll(wanted)).stream()
        .filter(status -> wanted.contains(versionAndSubtask(status)))
        .mapToLong(Read::appendedMillis)
        .max()
        .orElseThrow();
  }

  private static Map<String, Read> live(List<Read> statuses) {
    return statuses.stream()
        .filter(status -> status.json().path("state").asText().equals("live"))
        .collect(Collectors.toMap(JobUnderTest::versionAndSubtask, status -> status, (a, b) -> b));
  }

  private static String versionAndSubtask(Read status) {
    return status.json().path("version").asText() + " in " + status.json().path("subtask").asInt();
  }

  void push(String rule, @Nullable String text) throws Exception {
    rules.push(List.of(new RuleText(rule, text, rule + ".yaml", 0)));
  }

  /** Pushes texts by their rules' ids, all at once; returns when the first was sent. */
  public long push(Map<String, String> texts) throws Exception {
    long begin = System.currentTimeMillis();
    rules.push(
        texts.entrySet().stream()
            .map(text -> new RuleText(text.getKey(), text.getValue(), text.getKey() + ".yaml", 0))
            .toList());
    return begin;
  }

  public void send(Touchpoint touchpoint) {
    producer.send(
        new ProducerRecord<>(
            Topics.TOUCHPOINTS.name(settings.prefix()),
            touchpoint.customer(),
            TouchpointDocument.INSTANCE.write(touchpoint)));
  }

  public void sendTo(int partition, Touchpoint touchpoint) {
    producer.send(
        new ProducerRecord<>(
            Topics.TOUCHPOINTS.name(settings.prefix()),
            partition,
            touchpoint.customer(),
            TouchpointDocument.INSTANCE.write(touchpoint)));
  }

  public void sendRaw(byte[] bytes) {
    producer.send(new ProducerRecord<>(Topics.TOUCHPOINTS.name(settings.prefix()), bytes));
  }

  /** Returns the name of a topic of this job. */
  String topic(Topic topic) {
    return topic.name(settings.prefix());
  }

  public void flush() {
    producer.flush();
  }

  /** Sends a record of which nothing need be as it should. */
  void sendRecord(
      Topic topic, @Nullable String key, byte @Nullable [] value, Map<String, byte[]> headers) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic.name(settings.prefix()), key, value);
    headers.forEach(record.headers()::add);
    producer.send(record);
  }

  void sendRecordTo(Topic topic, int partition, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic(topic), partition, key, value));
  }

  /** Returns how often the job was restarted, once Flink says so. */
  int restarts() throws Exception {
    AtomicReference<JsonNode> restarts = new AtomicReference<>();
    Patience.of(PATIENCE)
        .await(
            "Flink counts restarts",
            () -> {
              restarts.set(JSON.readTree(web("/jobs/JOB/metrics?get=numRestarts")).path(0));
              return restarts.get().has("value");
            });
    return restarts.get().get("value").asInt();
  }

  /** Adds partitions to a topic, up to this many. */
  void grow(Topic topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createPartitions(Map.of(topic(topic), NewPartitions.increaseTo(partitions)))
          .all()
          .get();
    }
  }

  Settings settings() {
    return settings;
  }

  public int partitions() {
    return producer.partitionsFor(Topics.TOUCHPOINTS.name(settings.prefix())).size();
  }

  /** A record as it lies on a topic. */
  public record Read(String key, JsonNode json, long appendedMillis) {}

  /** Reads a topic from its beginning until what was read is enough. */
  List<Read> readUntil(Topic topic, Predicate<List<Read>> enough) {
    return readUntil(topic, PATIENCE, enough);
  }

  public List<Read> readUntil(Topic topic, Duration patience, Predicate<List<Read>> enough) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    List<Read> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic.name(settings.prefix())));
      long deadline = System.nanoTime() + patience.toNanos();
      while (!enough.test(all)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("waited " + patience + " for " + topic + "; there is " + all);
        }
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          all.add(new Read(record.key(), json(record.value()), record.timestamp()));
        }
      }
    }
    return all;
  }

  /** Reads a topic from its beginning to its end as it is now. */
  public List<Read> readAll(Topic topic) {
    List<Read> all = new ArrayList<>();
    readEach(topic, all::add);
    return all;
  }

  /** Hands over all records of a topic that are committed by now, one after the other. */
  void readEach(Topic topic, Consumer<Read> reader) {
    String name = topic.name(settings.prefix());
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
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
          reader.accept(new Read(record.key(), json(record.value()), record.timestamp()));
        }
      }
    }
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
