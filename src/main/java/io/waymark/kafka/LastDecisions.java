package io.waymark.kafka;

import io.waymark.model.Decision;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions about a customer, found at the end of the topic {@code decisions} where nobody
 * keeps them by customer. It joins no group and commits nothing.
 *
 * @param decisions the latest first
 * @param looked how many decisions of all customers were looked at
 */
public record LastDecisions(List<Decision> decisions, long looked) {
  /** The most decisions of a customer. */
  public static final int MOST = 20;

  /** The most records that are looked at in each partition. */
  private static final long MOST_LOOKED = 10_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  public LastDecisions {
    decisions = List.copyOf(decisions);
  }

  /**
   * Finds decisions about a customer.
   *
   * @param rule null for those of all rules
   * @throws NotReadyException if the topic may not be read
   */
  public static LastDecisions find(Settings settings, String customer, @Nullable String rule)
      throws NotReadyException {
    String topic = Topics.DECISIONS.name(settings.prefix());
    Map<String, Object> properties = RulesTopic.committed(settings.kafka()).properties();
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return find(consumer, topic, customer, rule);
    } catch (KafkaException e) {
      throw new NotReadyException(
          new Refusal(settings.kafka(), "the reader of " + topic).explain(e));
    }
  }

  private static LastDecisions find(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      String customer,
      @Nullable String rule) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    left.forEach(
        (each, end) ->
            consumer.seek(each, Math.max(begins.getOrDefault(each, 0L), end - MOST_LOOKED)));
    byte[] key = customer.getBytes(StandardCharsets.UTF_8);
    List<Decision> found = new ArrayList<>();
    long looked = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline
        && left.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        looked++;
        if (Arrays.equals(key, record.key())) {
          add(record.value(), rule, found);
        }
      }
    }
    found.sort(Comparator.comparingLong(Decision::timeMillis).reversed());
    return new LastDecisions(found.subList(0, Math.min(MOST, found.size())), looked);
  }

  private static void add(byte[] json, @Nullable String rule, List<Decision> found) {
    try {
      Decision decision = Topics.DECISIONS.document().read(json);
      if (rule == null || rule.equals(decision.rule())) {
        found.add(decision);
      }
    } catch (MalformedDocumentException e) {
      // It is none of the job's decisions.
    }
  }
}
