package io.waymark.console.feed;

import io.waymark.console.store.Batch;
import io.waymark.console.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Keeps what the feed reads. Of the feed's thread. */
interface Recorder {
  /**
   * Records that were read together.
   *
   * @param next the offset that the next record of each partition has
   */
  record Reading(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> next) {
    public Reading {
      records = List.copyOf(records);
      next = Map.copyOf(next);
    }

    static Reading nothing() {
      return new Reading(List.of(), Map.of());
    }
  }

  /** Returns the offset from which each partition is read; others are read from their begin. */
  Map<Batch.Partition, Long> offsets();

  /**
   * Keeps records, all or none of them.
   *
   * @throws StoreException if they cannot be kept now; the same ones may be given again
   */
  void keep(Reading reading);

  /**
   * Sets a damaged store aside.
   *
   * @return what was done about all damage since the start, for people; empty where nothing more is
   *     damaged than before. Then all is read again
   */
  Optional<String> mend();
}
