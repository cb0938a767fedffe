package io.waymark.job.source;

import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Position;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets intake take each record where it is read, so that the source knows its time. */
final class TouchpointDeserializer implements KafkaRecordDeserializationSchema<IntakeResult> {
  private static final long serialVersionUID = 1;
  private static final byte[] NOTHING = {};
  private static final Logger LOG = LoggerFactory.getLogger(TouchpointDeserializer.class);

  private final MappingSource mapping;
  private final long futureMillis;
  private transient @Nullable Intake intake;
  private transient boolean hasWarned;

  TouchpointDeserializer(MappingSource mapping, long futureMillis) {
    this.mapping = mapping;
    this.futureMillis = futureMillis;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    intake = new Intake(mapping.compile(), futureMillis);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IntakeResult> out) {
    Position position = new Position(record.topic(), record.partition(), record.offset());
    Intake taking = Objects.requireNonNull(intake);
    List<IntakeResult> results =
        taking.take(
            Objects.requireNonNullElse(record.value(), NOTHING),
            position,
            System.currentTimeMillis());
    for (int i = 0; i < results.size(); i++) {
      out.collect(results.get(i));
    }
    if (!hasWarned && taking.watch().isOver()) {
      hasWarned = true;
      taking
          .watch()
          .warnings()
          .forEach(warning -> LOG.warn("Topic {}: {}", record.topic(), warning));
    }
  }

  @Override
  public TypeInformation<IntakeResult> getProducedType() {
    return StreamType.INTAKE_RESULT;
  }
}
