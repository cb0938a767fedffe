package io.waymark.deliver;

import io.waymark.deliver.lane.Delivery;
import io.waymark.kafka.ParkedRecords;
import io.waymark.kafka.ParkedTrigger;
import io.waymark.model.EndpointStatus;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.MalformedDocumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of parked triggers: all of a partition when this process gets it, then what
 * others write to it, which are replays and statuses of destinations. It belongs to one thread.
 */
final class ParkedTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParkedTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** A parked trigger and where its text is. */
  record Parked(Delivery delivery, long offset) {}

  /** The content of a record on the topic. */
  sealed interface News {
    record Added(Parked parked) implements News {}

    record Ended(int partition, String id) implements News {}

    /**
     * The status of a destination that holds.
     *
     * @param isOverruled whether the record held another, so that this one is to be written again
     */
    record Status(EndpointStatus status, boolean isOverruled) implements News {}
  }

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final String writer;
  private final Map<Integer, Long> positions = new TreeMap<>();
  private final Statuses statuses = new Statuses();

  /**
   * Creates a reader.
   *
   * @param consumer without a group
   * @param writer the name of this process, whose own records are passed over
   */
  ParkedTopic(Consumer<byte[], byte[]> consumer, String topic, String writer) {
    this.consumer = consumer;
    this.topic = topic;
    this.writer = writer;
  }

  /**
   * The state of a partition: its parked triggers, and the last status of each destination, which
   * only one of the partitions holds.
   */
  record Contents(List<Parked> parked, List<News.Status> statuses) {
    Contents {
      parked = List.copyOf(parked);
      statuses = List.copyOf(statuses);
    }
  }

  /** Reads a partition from its beginning to its end, and follows it from then on. */
  Contents load(int partition) {
    Map<String, Parked> parked = new LinkedHashMap<>();
    Map<String, News.Status> last = new LinkedHashMap<>();
    for (News news : readAll(partition)) {
      if (news instanceof News.Added added) {
        parked.put(added.parked().delivery().id(), added.parked());
      } else if (news instanceof News.Ended ended) {
        parked.remove(ended.id());
      } else if (news instanceof News.Status status) {
        last.put(status.status().to(), status);
      }
    }
    return new Contents(List.copyOf(parked.values()), List.copyOf(last.values()));
  }

  void forget(int partition) {
    if (partition != ParkedRecords.OF_STATUSES) {
      positions.remove(partition);
      assignAll();
    }
  }

  /**
   * Returns the next of what others have written, which need not be all of it: at the end the last
   * status of each destination.
   */
  List<News> follow() {
    List<News> news = new ArrayList<>();
    Map<String, News.Status> last = new LinkedHashMap<>();
    if (positions.isEmpty()) {
      return news;
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
      positions.put(record.partition(), record.offset() + 1);
      boolean isOwn = ParkedRecords.isWrittenBy(writer, record);
      News each = read(record);
      if (each instanceof News.Status status) {
        last.remove(status.status().to());
        if (!isOwn || status.isOverruled()) {
          last.put(status.status().to(), status);
        }
      } else if (each != null && !isOwn) {
        news.add(each);
      }
    }
    news.addAll(last.values());
    return news;
  }

  /** Returns whether more is known to be there than was followed. */
  boolean isBehind() {
    return positions.keySet().stream()
        .anyMatch(each -> consumer.currentLag(new TopicPartition(topic, each)).orElse(0) > 0);
  }

  /** Returns the offset of the next status of a destination that was not read yet. */
  long statusesRead() {
    return positions.getOrDefault(ParkedRecords.OF_STATUSES, 0L);
  }

  private List<News> readAll(int partition) {
    TopicPartition from = new TopicPartition(topic, partition);
    consumer.assign(List.of(from));
    consumer.seekToBeginning(List.of(from));
    long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
    List<News> news = new ArrayList<>();
    while (consumer.position(from) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        News each = read(record);
        if (each != null) {
          news.add(each);
        }
      }
    }
    positions.put(partition, consumer.position(from));
    assignAll();
    return news;
  }

  private void assignAll() {
    consumer.assign(
        positions.keySet().stream().map(each -> new TopicPartition(topic, each)).toList());
    positions.forEach(
        (partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
  }

  /** Returns what a record says; null where that cannot be read. */
  private @Nullable News read(ConsumerRecord<byte[], byte[]> record) {
    String key = ParkedRecords.key(record);
    if (key.startsWith(ParkedRecords.STATUS_KEY)) {
      return readStatus(record);
    }
    if (record.value() == null) {
      return new News.Ended(record.partition(), key);
    }
    ParkedTrigger parked = ParkedRecords.read(record);
    if (parked == null) {
      LOG.warn("{} has a record at {} that is no parked trigger", topic, record.offset());
      return null;
    }
    return new News.Added(new Parked(delivery(parked), record.offset()));
  }

  private static Delivery delivery(ParkedTrigger parked) {
    return Delivery.parked(
        parked.id(),
        parked.to(),
        parked.customer(),
        parked.partition(),
        parked.offset(),
        parked.expiresMillis());
  }

  private @Nullable News readStatus(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return null;
    }
    try {
      return statuses.take(EndpointStatusDocument.INSTANCE.read(record.value()), record);
    } catch (MalformedDocumentException e) {
      LOG.warn(
          "{} has a status at {} that cannot be read: {}", topic, record.offset(), e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
