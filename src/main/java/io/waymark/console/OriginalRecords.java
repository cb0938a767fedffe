package io.waymark.console;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Presence;
import io.waymark.kafka.TopicSearch;
import io.waymark.model.Position;
import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds records by their positions, as long as their topics hold them. It joins no group and
 * commits nothing.
 */
final class OriginalRecords implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Enough for a touchpoint or two, as the records that are looked for may be far apart. */
  private static final int FETCHED_BYTES = 64 << 10;

  private final Connection kafka;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, TopicSearch.Found> topics = new HashMap<>();

  OriginalRecords(Connection kafka) {
    this.kafka = kafka;
    Map<String, Object> properties = kafka.properties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.admin = Admin.create(kafka.properties());
  }

  /**
   * Returns the records that are still there, by their positions.
   *
   * @throws NotReadyException if a topic is not there, or may not be read
   */
  Map<Position, ConsumerRecord<byte[], byte[]>> find(Collection<Position> positions)
      throws NotReadyException, InterruptedException, ExecutionException {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    for (Position position : positions) {
      TopicPartition partition = new TopicPartition(position.source(), position.partition());
      if (hasPartition(partition)) {
        wanted.computeIfAbsent(partition, each -> new TreeSet<>()).add(position.offset());
      }
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
    Map<Position, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    wanted.forEach(
        (partition, offsets) ->
            read(partition, offsets.headSet(ends.getOrDefault(partition, 0L), false), found));
    return found;
  }

  /** Returns whether a topic has a partition, as one that was made anew may not. */
  boolean hasPartition(TopicPartition partition)
      throws NotReadyException, InterruptedException, ExecutionException {
    TopicSearch.Found known = topics.get(partition.topic());
    if (known == null) {
      known = there(partition.topic());
      topics.put(partition.topic(), known);
    }
    return known.partitions().contains(partition);
  }

  private TopicSearch.Found there(String name)
      throws NotReadyException, InterruptedException, ExecutionException {
    TopicSearch.Found found =
        new TopicSearch(admin, PATIENCE)
            .find(List.of(name))
            .getOrDefault(name, new TopicSearch.Found(Presence.MISSING, List.of()));
    String topic = "the topic " + name + " on " + kafka.bootstrap();
    return switch (found.presence()) {
      case THERE -> found;
      case MISSING ->
          throw new NotReadyException(
              topic + ", which the inputs came from, is not there; create it, or leave them");
      case FORBIDDEN ->
          throw new NotReadyException(
              topic + " may not be read by the console's user; grant it Read and Write on it");
      default ->
          throw new NotReadyException(topic + " has partitions without a leader; try again soon");
    };
  }

  /**
   * Reads from each offset on that is still missing; what lies before the place reached is gone.
   */
  private void read(
      TopicPartition partition,
      NavigableSet<Long> missing,
      Map<Position, ConsumerRecord<byte[], byte[]>> found) {
    consumer.assign(List.of(partition));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty()) {
      long from = missing.first();
      consumer.seek(partition, from);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (missing.remove(record.offset())) {
          found.put(new Position(record.topic(), record.partition(), record.offset()), record);
        }
      }
      long reached = consumer.position(partition);
      missing.headSet(reached, false).clear();
      if (reached > from) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("no record came for " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close(Duration.ZERO);
  }
}
