package io.waymark.deliver;

import io.waymark.deliver.ParkedTopic.News;
import io.waymark.kafka.ParkedRecords;
import io.waymark.model.EndpointStatus;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides which status of a destination holds, from their records in the order of the topic. The
 * last one holds, unless a process decided on it before it had read the last word of a person: then
 * that word holds, for all who read the topic, and is written again, as Kafka keeps only the last
 * record.
 */
final class Statuses {
  private record Word(EndpointStatus status, long offset) {}

  private final Map<String, Word> byHand = new HashMap<>();

  /** Takes the next record, which holds this status, and returns the status that holds then. */
  News.Status take(EndpointStatus status, ConsumerRecord<byte[], byte[]> record) {
    if (ParkedRecords.isByHand(record)) {
      byHand.put(status.to(), new Word(status, record.offset()));
      return new News.Status(status, false);
    }
    Word word = byHand.get(status.to());
    return word != null && word.offset() >= ParkedRecords.readUntil(record)
        ? new News.Status(word.status(), true)
        : new News.Status(status, false);
  }
}
