package io.waymark.kafka;

import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic that rules are pushed to. A record's key is the rule's id; its value is the YAML, or
 * null to remove the rule; the header {@code origin} may name the file that the rule comes from.
 *
 * <p>Rules are pushed in transactions, so each reader takes what is committed only.
 */
public record RulesTopic(Connection kafka, String name) {
  /** Returns the topic that settings name. */
  public static RulesTopic of(Settings settings) {
    return new RulesTopic(settings.kafka(), Topics.RULES.name(settings.prefix()));
  }

  /** Returns a connection whose consumers take what is committed only. */
  public static Connection committed(Connection kafka) {
    Map<String, String> client = new LinkedHashMap<>(kafka.client());
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new Connection(kafka.bootstrap(), client);
  }

  /**
   * Returns the rule that a record holds, whatever its key, value and headers are: bytes that are
   * no UTF-8 become U+FFFD, which the rule is refused for.
   */
  public static RuleText rule(ConsumerRecord<byte[], byte[]> record) {
    String id = PushedText.key(record);
    return new RuleText(
        id == null ? "" : id, PushedText.value(record), PushedText.origin(record), record.offset());
  }

  /** Returns the record that pushes a rule to a topic. */
  static ProducerRecord<byte[], byte[]> record(String topic, RuleText rule) {
    return PushedText.record(topic, rule.id(), rule.text(), rule.origin());
  }

  /** Begins to publish, which ends the turn of everybody else. */
  public RulesTurn begin() throws InterruptedException {
    return RulesTurn.begin(kafka, name);
  }

  /**
   * Pushes rules in order and waits until the broker has them all.
   *
   * @param rules whose offsets do not matter
   * @throws OvertakenException if somebody else began to publish meanwhile
   */
  public void push(Collection<RuleText> rules) throws OvertakenException, InterruptedException {
    try (RulesTurn turn = begin()) {
      turn.push(rules);
    }
  }

  /**
   * A push of a rule.
   *
   * @param time at which Kafka took it
   */
  public record Pushed(RuleText rule, Instant time) {}

  /** Reads every push from the beginning to the end that the topic has now. */
  public List<Pushed> pushes() {
    return pushes(kafka, name);
  }

  static List<RuleText> read(Connection kafka, String name) {
    return pushes(kafka, name).stream().map(Pushed::rule).toList();
  }

  static List<Pushed> pushes(Connection kafka, String name) {
    List<Pushed> pushes = new ArrayList<>();
    read(kafka, name, record -> pushes.add(pushed(record)));
    return pushes;
  }

  /** Returns the last push of a rule; the texts of all others go by unread. */
  static Optional<Pushed> last(Connection kafka, String name, String rule) {
    byte[] key = rule.getBytes(StandardCharsets.UTF_8);
    AtomicReference<@Nullable Pushed> last = new AtomicReference<>();
    read(
        kafka,
        name,
        record -> {
          if (Arrays.equals(record.key(), key)) {
            last.set(pushed(record));
          }
        });
    return Optional.ofNullable(last.get());
  }

  private static void read(
      Connection kafka, String name, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (TopicHistory history =
        TopicHistory.of(committed(kafka).properties(), List.of(new TopicPartition(name, 0)))) {
      while (history.hasMore()) {
        history.poll().forEach(taker);
      }
    }
  }

  private static Pushed pushed(ConsumerRecord<byte[], byte[]> record) {
    return new Pushed(rule(record), Instant.ofEpochMilli(record.timestamp()));
  }
}
