package io.waymark.job.source;

import io.waymark.job.stream.StreamType;
import io.waymark.model.Directive;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads rules or policies from the records of their topic. */
final class DirectiveDeserializer implements KafkaRecordDeserializationSchema<Directive> {
  private static final long serialVersionUID = 1;

  /** Reads a record; a function that Flink can ship. */
  interface Reading extends Function<ConsumerRecord<byte[], byte[]>, Directive>, Serializable {}

  private final Reading reading;

  DirectiveDeserializer(Reading reading) {
    this.reading = reading;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Directive> out) {
    out.collect(reading.apply(record));
  }

  @Override
  public TypeInformation<Directive> getProducedType() {
    return StreamType.DIRECTIVE;
  }
}
