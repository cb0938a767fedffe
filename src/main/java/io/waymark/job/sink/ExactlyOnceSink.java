package io.waymark.job.sink;

import io.waymark.kafka.TransactionOutcome;
import io.waymark.settings.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Flink's sink into Kafka transactions, which lets none of them expire and says what became of one
 * that cannot be committed. Its state is that of Flink's sink.
 */
final class ExactlyOnceSink<T>
    implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {
  private static final long serialVersionUID = 1;

  private final KafkaSink<T> flink;
  private final Connection kafka;
  private final Duration longestOpen;

  /**
   * @param longestOpen for which a transaction may have been open when a checkpoint begins
   */
  ExactlyOnceSink(KafkaSink<T> flink, Connection kafka, Duration longestOpen) {
    this.flink = flink;
    this.kafka = kafka;
    this.longestOpen = longestOpen;
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
      WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
    TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> sink = flink;
    LongSupplier wallMillis = context.getProcessingTimeService()::getCurrentProcessingTime;
    return new ExactlyOnceWriter<>(
        sink.restoreWriter(context, states),
        new OpenTransactions(longestOpen, wallMillis.getAsLong()),
        wallMillis);
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new VerifiedCommitter(
        flink.createCommitter(context),
        refused ->
            TransactionOutcome.ask(kafka, refused.getTransactionalId(), refused.getProducerId()));
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
    flink.addPostCommitTopology(committed);
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return flink.getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return flink.getWriterStateSerializer();
  }
}
