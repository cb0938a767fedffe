package io.waymark.job.source;

import io.waymark.job.metric.Metrics;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Directive;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.QuestionDocument;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads questions from the records of their topic. What is no question is counted and left out:
 * nobody could be answered.
 */
final class QuestionDeserializer implements KafkaRecordDeserializationSchema<Directive> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(QuestionDeserializer.class);

  private transient Counter malformed = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    malformed = new SimpleCounter();
    new Metrics(context.getMetricGroup()).counter(Metrics.MALFORMED_QUESTIONS, malformed);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Directive> out) {
    try {
      out.collect(
          QuestionDocument.read(record.key(), record.value(), record.timestamp(), record.offset()));
    } catch (MalformedDocumentException e) {
      if (malformed.getCount() == 0) {
        LOG.warn(
            "record {} of {}-{} is no question; malformed-questions counts it and others to come",
            record.offset(),
            record.topic(),
            record.partition());
      }
      malformed.inc();
    }
  }

  @Override
  public TypeInformation<Directive> getProducedType() {
    return StreamType.DIRECTIVE;
  }
}
