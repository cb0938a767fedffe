package io.waymark.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Checks that Flink's own configuration fits the job. */
final class FlinkCheck {
  private FlinkCheck() {}

  /** Returns what does not fit, each with the cure. */
  static List<String> problems(ReadableConfig flink) {
    List<String> problems = new ArrayList<>();
    String backend = flink.get(StateBackendOptions.STATE_BACKEND).toLowerCase(Locale.ROOT);
    if (backend.contains("rocksdb")
        && flink.get(RocksDBOptions.TIMER_SERVICE_FACTORY) == PriorityQueueStateType.HEAP) {
      // Flink then writes timers where the job writes the touchpoints that wait.
      problems.add(
          RocksDBOptions.TIMER_SERVICE_FACTORY.key()
              + " is HEAP, with which no checkpoint of this job succeeds; leave it out, or set it to"
              + " ROCKSDB");
    }
    if (flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
        == CheckpointingMode.AT_LEAST_ONCE) {
      // Counts that travel between operators, of the map and of outcomes, would arrive twice.
      problems.add(
          CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key()
              + " is AT_LEAST_ONCE, with which the job counts twice after a restart; leave it out:"
              + " whether triggers come once is said by job.delivery");
    }
    return problems;
  }
}
