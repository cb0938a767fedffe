package io.waymark.deliver;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the texts of parked triggers by their offsets. What a fetch brings beside the one that
 * was asked for is kept until the next, as parked triggers go out in the order in which they were
 * parked.
 */
final class ParkedTexts implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS = 25;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Map<Long, byte[]> fetched = new HashMap<>();
  private int fetchedOf = -1;

  /** Creates a reader over a consumer without a group. */
  ParkedTexts(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /**
   * Returns the text at an offset; null where Kafka does not have it any more.
   *
   * @throws KafkaException if Kafka does not answer
   */
  synchronized byte @Nullable [] fetch(int partition, long offset) {
    byte[] text = fetchedOf == partition ? fetched.remove(offset) : null;
    if (text != null) {
      return text;
    }
    TopicPartition from = new TopicPartition(topic, partition);
    consumer.assign(List.of(from));
    consumer.seek(from, offset);
    fetched.clear();
    fetchedOf = partition;
    for (int i = 0; i < POLLS && consumer.position(from) == offset; i++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.value() != null) {
          fetched.put(record.offset(), record.value());
        }
      }
    }
    if (consumer.position(from) == offset) {
      throw new KafkaException("Kafka has not answered with " + from + "@" + offset + " in time");
    }
    return fetched.remove(offset);
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
