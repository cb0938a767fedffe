package io.waymark.job.sink;

import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes Kafka records of the records of a topic. */
final class JsonRecords<T extends Outgoing> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1;

  private final OutputTopic<T> topic;
  private final String name;
  private transient @Nullable DocumentWriter<T> writer;

  /**
   * @param name the topic's name in Kafka
   */
  JsonRecords(OutputTopic<T> topic, String name) {
    this.topic = topic;
    this.name = name;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    writer = new DocumentWriter<>(topic, context.getMetricGroup());
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T record, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> produced =
        new ProducerRecord<>(
            name,
            utf8(topic.key().apply(record)),
            Objects.requireNonNull(writer).write(record, System.currentTimeMillis()));
    topic
        .document()
        .headers(record)
        .forEach((header, value) -> produced.headers().add(header, utf8(value)));
    return produced;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
