package io.waymark.job.sink;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes Kafka records of JSON documents. */
final class JsonRecords<T> implements KafkaRecordSerializationSchema<T> {
  static final String JSON = "application/json";

  /** CloudEvents 1.0, Kafka protocol binding, structured mode. */
  static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";

  private static final long serialVersionUID = 1;

  /** The key of a record. */
  interface Text<T> extends Serializable {
    String of(T record);
  }

  /** The document. */
  interface Bytes<T> extends Serializable {
    byte[] of(T record);
  }

  private final String topic;
  private final String contentType;
  private final Text<T> key;
  private final Bytes<T> value;

  JsonRecords(String topic, String contentType, Text<T> key, Bytes<T> value) {
    this.topic = topic;
    this.contentType = contentType;
    this.key = key;
    this.value = value;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T record, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> produced =
        new ProducerRecord<>(
            topic, key.of(record).getBytes(StandardCharsets.UTF_8), value.of(record));
    produced.headers().add("content-type", contentType.getBytes(StandardCharsets.UTF_8));
    return produced;
  }
}
