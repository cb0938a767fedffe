package io.waymark.job.source;

import io.waymark.job.stream.StreamType;
import io.waymark.kafka.RulesTopic;
import io.waymark.model.RuleText;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads rules from records of {@link RulesTopic}. */
final class RuleDeserializer implements KafkaRecordDeserializationSchema<RuleText> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleText> out) {
    out.collect(RulesTopic.rule(record));
  }

  @Override
  public TypeInformation<RuleText> getProducedType() {
    return StreamType.RULE_TEXT;
  }
}
