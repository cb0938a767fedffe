package io.waymark.console.feed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs the records that are not in the store. Only the feed's thread uses it. */
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

  private final Map<String, Loss> byTopic = new TreeMap<>();

  /** Logs the first one of a topic, as there may be millions of them. */
  void addUnreadable(ConsumerRecord<byte[], byte[]> record, String why) {
    String position = record.topic() + "-" + record.partition() + "@" + record.offset();
    Loss before = of(record.topic());
    if (before.unreadable() == 0) {
      LOG.warn(
          "passed over {}, which is no document of its topic ({}); more of them are counted only",
          position,
          why);
    }
    byTopic.put(record.topic(), before.plusUnreadable(position));
  }

  /**
   * Adds records that Kafka has deleted.
   *
   * @param wanted the offset of the next record that was to be read
   * @param first the offset of the first record that is there
   */
  void addDeleted(TopicPartition partition, long wanted, long first) {
    if (first < wanted) {
      LOG.warn(
          "{} ends before offset {}, so it was cut or made anew; it is read from offset {}",
          partition,
          wanted,
          first);
      return;
    }
    LOG.warn(
        "Kafka has deleted the records of {} from offset {} to {} before they were read: keep them"
            + " longer than the console is stopped",
        partition,
        wanted,
        first - 1);
    byTopic.put(partition.topic(), of(partition.topic()).plusDeleted(first - wanted));
  }

  private Loss of(String topic) {
    return byTopic.getOrDefault(topic, Loss.none(topic));
  }

  /** Returns the losses of the topics that have some, by topic. */
  List<Loss> all() {
    return List.copyOf(byTopic.values());
  }
}
