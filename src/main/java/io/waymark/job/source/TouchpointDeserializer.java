package io.waymark.job.source;

import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Position;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Lets intake take each record where it is read, so that the source knows its time. */
final class TouchpointDeserializer implements KafkaRecordDeserializationSchema<IntakeResult> {
  private static final long serialVersionUID = 1;
  private static final byte[] NOTHING = {};

  private final MappingSource mapping;
  private final long futureMillis;
  private transient @Nullable Intake intake;

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
    out.collect(
        Objects.requireNonNull(intake)
            .take(
                Objects.requireNonNullElse(record.value(), NOTHING),
                position,
                System.currentTimeMillis()));
  }

  @Override
  public TypeInformation<IntakeResult> getProducedType() {
    return StreamType.INTAKE_RESULT;
  }
}
