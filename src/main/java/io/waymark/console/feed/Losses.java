package io.waymark.console.feed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the records that are not in the store, by topic, and logs them. Of the feed's thread. */
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
   * @param begin the offset of the first record that is there
   */
  void addGone(TopicPartition partition, long wanted, long begin) {
    if (begin < wanted) {
      LOG.warn(
          "{} ends before offset {}, so it was made anew; it is read from its begin",
          partition,
          wanted);
      return;
    }
    LOG.warn(
        "Kafka has deleted the records of {} from offset {} to {} before they were read: keep them"
            + " longer than the console is stopped",
        partition,
        wanted,
        begin - 1);
    byTopic.put(partition.topic(), of(partition.topic()).plusGone(begin - wanted));
  }

  private Loss of(String topic) {
    return byTopic.getOrDefault(topic, Loss.none(topic));
  }

  /** Returns the losses of the topics that have some, by topic. */
  List<Loss> all() {
    return List.copyOf(byTopic.values());
  }
}
