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
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions about a customer, found in the topic {@code decisions} where nobody keeps them
 * by customer. All of a customer are in one partition, which is read backwards in growing spans
 * until enough are found or the time is up. It joins no group and commits nothing.
 *
 * @param decisions the latest first
 * @param looked how many records of the partition were looked at, from its end on
 */
public record LastDecisions(List<Decision> decisions, long looked) {
  /** The most decisions of a customer. */
  public static final int MOST = 20;

  /** The first span is read within a moment, whatever the connection. */
  private static final long FIRST_SPAN = 1_000;

  private static final long LONGEST_SPAN = 64_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  public LastDecisions {
    decisions = List.copyOf(decisions);
  }

  /** The decisions about the customer between two offsets, and how many records are there. */
  record Span(List<Decision> decisions, long records) {
    Span {
      decisions = List.copyOf(decisions);
    }
  }

  /** Reads a partition. */
  interface Reader {
    /** Returns what is between two offsets, the last left out; null where the time is up. */
    @Nullable Span read(long from, long to);
  }

  /**
   * Finds decisions about a customer, in the partition that the customer's are in now: none is
   * there that was made before the topic had as many.
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
      byte[] key = customer.getBytes(StandardCharsets.UTF_8);
      int partitions = consumer.partitionsFor(topic).size();
      if (partitions == 0) {
        return new LastDecisions(List.of(), 0);
      }
      TopicPartition partition =
          new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key, partitions));
      List<TopicPartition> only = List.of(partition);
      consumer.assign(only);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      return search(
          consumer.beginningOffsets(only).getOrDefault(partition, 0L),
          consumer.endOffsets(only).getOrDefault(partition, 0L),
          (from, to) -> read(consumer, partition, from, to, key, rule, deadline));
    } catch (KafkaException e) {
      throw new NotReadyException(
          new Refusal(settings.kafka(), "the reader of " + topic).explain(e));
    }
  }

  /** Looks for decisions from the end on; a span that is not read to its end counts for nothing. */
  static LastDecisions search(long begin, long end, Reader reader) {
    List<Decision> found = new ArrayList<>();
    long looked = 0;
    long to = end;
    for (long length = FIRST_SPAN; to > begin && found.size() < MOST; length *= 2) {
      long from = Math.max(begin, to - Math.min(length, LONGEST_SPAN));
      Span span = reader.read(from, to);
      if (span == null) {
        break;
      }
      found.addAll(span.decisions());
      looked += span.records();
      to = from;
    }
    found.sort(Comparator.comparingLong(Decision::timeMillis).reversed());
    return new LastDecisions(found.subList(0, Math.min(MOST, found.size())), looked);
  }

  private static @Nullable Span read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long to,
      byte[] key,
      @Nullable String rule,
      long deadlineNanos) {
    consumer.seek(partition, from);
    List<Decision> found = new ArrayList<>();
    long records = 0;
    while (consumer.position(partition) < to) {
      if (System.nanoTime() >= deadlineNanos) {
        return null;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        records += record.offset() < to ? 1 : 0;
        if (record.offset() < to && Arrays.equals(key, record.key())) {
          add(record.value(), rule, found);
        }
      }
    }
    return new Span(found, records);
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
