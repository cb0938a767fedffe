package io.waymark.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what lies between the place that a reader has reached and the end of its partition. A
 * consumer's own position is the only proof that nothing does: offsets are also taken by marks of
 * transactions, by aborted records and by those that compaction took.
 *
 * <p>It reads with the isolation of the job's clients, joins no group and commits nothing.
 */
final class GapReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** Less than {@link #PATIENCE}: a fetch waits until the one before to the same broker ends. */
  private static final Duration FETCH = Duration.ofMillis(100);

  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(2);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;

  GapReader(String topic, Consumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.consumer = consumer;
  }

  /**
   * Opens a reader.
   *
   * @param properties of any client
   * @param group whose committed offsets are asked for
   */
  static GapReader open(Map<String, Object> properties, String topic, String group) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH.toMillis());
    // One record of each partition is enough; many marks of transactions fit as well.
    all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 12);
    return new GapReader(
        topic, new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * Returns, for each partition without a record from there on, the offset up to which there is
   * none.
   *
   * @param from offsets by partition, as in {@link Ends.Next}
   */
  Map<Integer, Long> emptyUpTo(Map<Integer, Long> from) {
    Set<TopicPartition> empty =
        from.keySet().stream()
            .map(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toCollection(HashSet::new));
    consumer.assign(empty);
    // An assignment leaves paused what it shares with the last one.
    consumer.resume(empty);
    from.forEach((partition, offset) -> seek(new TopicPartition(topic, partition), offset));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!empty.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(topic, record.partition());
        empty.remove(partition);
        consumer.pause(Set.of(partition));
      }
    }
    Map<Integer, Long> upTo = new HashMap<>();
    for (TopicPartition partition : empty) {
      upTo.put(partition.partition(), consumer.position(partition, REQUEST_PATIENCE));
    }
    return upTo;
  }

  private void seek(TopicPartition partition, long offset) {
    OffsetAndMetadata committed =
        offset == Ends.Next.COMMITTED
            ? consumer.committed(Set.of(partition), REQUEST_PATIENCE).get(partition)
            : null;
    if (committed != null) {
      consumer.seek(partition, committed.offset());
    } else if (offset < 0) {
      consumer.seekToBeginning(Set.of(partition));
    } else {
      consumer.seek(partition, offset);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
