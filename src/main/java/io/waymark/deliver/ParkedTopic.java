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

    record Status(EndpointStatus status) implements News {}
  }

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final String writer;
  private final Map<Integer, Long> positions = new TreeMap<>();

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
  record Contents(List<Parked> parked, List<EndpointStatus> statuses) {
    Contents {
      parked = List.copyOf(parked);
      statuses = List.copyOf(statuses);
    }
  }

  /** Reads a partition from its beginning to its end, and follows it from then on. */
  Contents load(int partition) {
    Map<String, Parked> parked = new LinkedHashMap<>();
    Map<String, EndpointStatus> statuses = new LinkedHashMap<>();
    for (News news : readAll(partition)) {
      if (news instanceof News.Added added) {
        parked.put(added.parked().delivery().id(), added.parked());
      } else if (news instanceof News.Ended ended) {
        parked.remove(ended.id());
      } else if (news instanceof News.Status status) {
        statuses.put(status.status().to(), status.status());
      }
    }
    return new Contents(List.copyOf(parked.values()), List.copyOf(statuses.values()));
  }

  void forget(int partition) {
    if (partition != ParkedRecords.OF_STATUSES) {
      positions.remove(partition);
      assignAll();
    }
  }

  /** Returns what others have written since the last time. */
  List<News> follow() {
    List<News> news = new ArrayList<>();
    if (positions.isEmpty()) {
      return news;
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
      positions.put(record.partition(), record.offset() + 1);
      if (!ParkedRecords.isWrittenBy(writer, record)) {
        add(record, news);
      }
    }
    return news;
  }

  private List<News> readAll(int partition) {
    TopicPartition from = new TopicPartition(topic, partition);
    consumer.assign(List.of(from));
    consumer.seekToBeginning(List.of(from));
    long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
    List<News> news = new ArrayList<>();
    while (consumer.position(from) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        add(record, news);
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

  private void add(ConsumerRecord<byte[], byte[]> record, List<News> news) {
    String key = ParkedRecords.key(record);
    if (key.startsWith(ParkedRecords.STATUS_KEY)) {
      addStatus(record, news);
    } else if (record.value() == null) {
      news.add(new News.Ended(record.partition(), key));
    } else {
      ParkedTrigger parked = ParkedRecords.read(record);
      if (parked == null) {
        LOG.warn("{} has a record at {} that is no parked trigger", topic, record.offset());
      } else {
        news.add(new News.Added(new Parked(delivery(parked), record.offset())));
      }
    }
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

  private void addStatus(ConsumerRecord<byte[], byte[]> record, List<News> news) {
    if (record.value() == null) {
      return;
    }
    try {
      news.add(new News.Status(EndpointStatusDocument.INSTANCE.read(record.value())));
    } catch (MalformedDocumentException e) {
      LOG.warn(
          "{} has a status at {} that cannot be read: {}", topic, record.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
