package io.waymark.console.feed;

import io.waymark.console.store.Batch;
import io.waymark.kafka.ParkedRecords;
import io.waymark.kafka.ParkedTrigger;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what is parked, and for which destination, and the statuses of destinations. */
final class ParkedReader {
  private ParkedReader() {}

  static void add(Batch batch, ConsumerRecord<byte[], byte[]> record)
      throws MalformedDocumentException {
    String key = ParkedRecords.key(record);
    byte[] value = record.value();
    if (key.startsWith(ParkedRecords.STATUS_KEY)) {
      if (value != null) {
        batch.add(
            EndpointStatusDocument.INSTANCE.read(value), new String(value, StandardCharsets.UTF_8));
      }
    } else if (value == null) {
      batch.unpark(key);
    } else {
      ParkedTrigger parked = ParkedRecords.read(record);
      if (parked == null) {
        throw new MalformedDocumentException("headers of a parked trigger are missing");
      }
      batch.park(parked.id(), parked.to(), record.timestamp());
    }
  }
}
