package io.waymark.job.source;

import io.waymark.job.stream.RuleText;
import io.waymark.job.stream.StreamType;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Key: the rule's id. Value: its YAML; none to remove it. */
final class RuleDeserializer implements KafkaRecordDeserializationSchema<RuleText> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleText> out) {
    byte[] key = record.key();
    byte[] value = record.value();
    out.collect(
        new RuleText(
            key == null ? "" : new String(key, StandardCharsets.UTF_8),
            value == null ? null : new String(value, StandardCharsets.UTF_8),
            record.topic() + "-" + record.partition() + "@" + record.offset(),
            record.offset()));
  }

  @Override
  public TypeInformation<RuleText> getProducedType() {
    return StreamType.RULE_TEXT;
  }
}
