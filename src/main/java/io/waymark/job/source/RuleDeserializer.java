package io.waymark.job.source;

import io.waymark.job.stream.StreamType;
import io.waymark.model.RuleText;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
            origin(record),
            record.offset()));
  }

  /** The file it was pushed from, where the header says so. */
  private static String origin(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(RuleText.ORIGIN_HEADER);
    return header == null
        ? record.topic() + "-" + record.partition() + "@" + record.offset()
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public TypeInformation<RuleText> getProducedType() {
    return StreamType.RULE_TEXT;
  }
}
