package io.waymark.job.source;

import io.waymark.job.stream.StreamType;
import io.waymark.model.Directive;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads rules, policies or pauses from the records of their topic. */
final class DirectiveDeserializer implements KafkaRecordDeserializationSchema<Directive> {
  private static final long serialVersionUID = 1;

  /** Reads a record; a function that Flink can ship. */
  interface Reading extends Serializable {
    /** Returns null for a record that is to be passed over. */
    @Nullable Directive apply(ConsumerRecord<byte[], byte[]> record);
  }

  private final Reading reading;

  DirectiveDeserializer(Reading reading) {
    this.reading = reading;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Directive> out) {
    Directive directive = reading.apply(record);
    if (directive != null) {
      out.collect(directive);
    }
  }

  @Override
  public TypeInformation<Directive> getProducedType() {
    return StreamType.DIRECTIVE;
  }
}
