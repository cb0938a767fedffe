package io.waymark.job.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;

/** Flink's writer, with an eye on how long its transactions are open. */
final class ExactlyOnceWriter<T>
    implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
  private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> flink;
  private final OpenTransactions open;
  private final LongSupplier wallMillis;

  ExactlyOnceWriter(
      PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> flink,
      OpenTransactions open,
      LongSupplier wallMillis) {
    this.flink = flink;
    this.open = open;
    this.wallMillis = wallMillis;
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    List<KafkaWriterState> states = flink.snapshotState(checkpointId);
    List<String> waiting =
        states.stream()
            .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
            .map(CheckpointTransaction::getTransactionalId)
            .toList();
    open.checkpoint(waiting, wallMillis.getAsLong());
    return states;
  }

  @Override
  public void write(T record, Context context) throws IOException, InterruptedException {
    flink.write(record, context);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    flink.writeWatermark(watermark);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    flink.flush(endOfInput);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return flink.prepareCommit();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
