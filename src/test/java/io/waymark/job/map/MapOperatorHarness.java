package io.waymark.job.map;

import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.MapTally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.MapRecord;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The map operator in Flink's harness. */
final class MapOperatorHarness implements AutoCloseable {
  private final KeyedOneInputStreamOperatorTestHarness<String, MapTally, MapRecord> flink;

  MapOperatorHarness(String lifecycle, @Nullable OperatorSubtaskState state) throws Exception {
    this(lifecycle, state, 0);
  }

  MapOperatorHarness(String lifecycle, @Nullable OperatorSubtaskState state, long wallMillis)
      throws Exception {
    flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new MapOperator(lifecycle, Duration.ofSeconds(2)),
            tally -> "",
            Types.STRING,
            Frozen.KEY_GROUPS,
            1,
            0);
    flink.setup(
        StreamType.of(Topics.JOURNEY_MAP)
            .createSerializer(new ExecutionConfig().getSerializerConfig()));
    flink.setProcessingTime(wallMillis);
    if (state != null) {
      flink.initializeState(state);
    }
    flink.open();
  }

  void add(List<MapTally> tallies) throws Exception {
    for (MapTally tally : tallies) {
      flink.processElement(new StreamRecord<>(tally));
    }
  }

  /** Lets two seconds pass, and returns what was published. */
  List<MapRecord> cut() throws Exception {
    flink.getOutput().clear();
    flink.setProcessingTime(flink.getProcessingTime() + 2_000);
    return flink.extractOutputValues();
  }

  long cutAgeMillis() {
    return ((MapOperator) flink.getOperator()).cutAgeMillis();
  }

  /** Returns the figures of a cut that has all of them. */
  static Map<String, MapRecord> byKey(List<MapRecord> cut) {
    Map<String, MapRecord> figures = new LinkedHashMap<>();
    cut.forEach(record -> figures.put(record.key(), record));
    return figures;
  }

  OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return flink.snapshot(checkpoint, checkpoint);
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
