package io.waymark.kafka;

import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic that rules are pushed to. A record's key is the rule's id; its value is the YAML, or
 * null to remove the rule; the header {@code origin} may name the file that the rule comes from.
 */
public final class RulesTopic implements AutoCloseable {
  private static final String ORIGIN = "origin";

  /** The length of an origin that is kept; it is repeated in each problem of the rule. */
  private static final int MOST_ORIGIN = 256;

  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

  private final Connection kafka;
  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;

  public RulesTopic(Connection kafka, String name) {
    this.kafka = kafka;
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            kafka.properties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Returns the rule that a record holds, whatever its key, value and headers are: bytes that are
   * no UTF-8 become U+FFFD, which the rule is refused for.
   */
  public static RuleText rule(ConsumerRecord<byte[], byte[]> record) {
    String id = text(record.key());
    return new RuleText(
        id == null ? "" : id, text(record.value()), origin(record), record.offset());
  }

  /** Returns the origin that a record names; else its place in the topic. */
  private static String origin(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(ORIGIN);
    String origin = header == null ? null : text(header.value());
    if (origin == null || origin.isBlank()) {
      return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
    return origin.length() > MOST_ORIGIN ? origin.substring(0, MOST_ORIGIN) + "..." : origin;
  }

  /** Returns the record that pushes a rule to a topic. */
  static ProducerRecord<byte[], byte[]> record(String topic, RuleText rule) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, bytes(rule.id()), bytes(rule.text()));
    record.headers().add(ORIGIN, bytes(rule.origin()));
    return record;
  }

  /**
   * Pushes rules in order and waits until the broker has them all.
   *
   * @param rules whose offsets do not matter
   */
  public void push(Collection<RuleText> rules) throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent =
        rules.stream().map(rule -> producer.send(record(name, rule))).toList();
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  /**
   * Pushes a rule and waits until the broker has it.
   *
   * @param headers by name, beside the origin
   */
  public void push(RuleText rule, Map<String, String> headers)
      throws InterruptedException, ExecutionException {
    ProducerRecord<byte[], byte[]> record = record(name, rule);
    headers.forEach(
        (key, text) -> record.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  /**
   * A push of a rule.
   *
   * @param time at which Kafka took it
   */
  public record Pushed(RuleText rule, Instant time) {}

  /**
   * Returns the last push of a rule, removals included; empty for a rule without any.
   *
   * @throws NotReadyException if there is no topic of rules, or it may not be read
   */
  public static Optional<Pushed> last(Settings settings, String id)
      throws NotReadyException, InterruptedException {
    Pushed last = null;
    try (TopicHistory history = TopicHistory.of(settings, Topics.RULES)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          if (id.equals(text(record.key()))) {
            last = pushed(record);
          }
        }
      }
    }
    return Optional.ofNullable(last);
  }

  /** Reads every record from the beginning to the end that the topic has now. */
  public List<RuleText> read() {
    return read(kafka, name);
  }

  /** Reads every push from the beginning to the end that the topic has now. */
  public List<Pushed> pushes() {
    return pushes(kafka, name);
  }

  static List<RuleText> read(Connection kafka, String name) {
    return pushes(kafka, name).stream().map(Pushed::rule).toList();
  }

  private static List<Pushed> pushes(Connection kafka, String name) {
    List<Pushed> pushes = new ArrayList<>();
    try (TopicHistory history =
        TopicHistory.of(kafka.properties(), List.of(new TopicPartition(name, 0)))) {
      while (history.hasMore()) {
        history.poll().forEach(record -> pushes.add(pushed(record)));
      }
    }
    return pushes;
  }

  private static Pushed pushed(ConsumerRecord<byte[], byte[]> record) {
    return new Pushed(rule(record), Instant.ofEpochMilli(record.timestamp()));
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
