package io.waymark.lab.local;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * Flink's configuration for a cluster inside this process. The configuration of real clusters lies
 * in {@code flink-conf}.
 */
public final class LocalFlink {
  private LocalFlink() {}

  /** Returns the settings of every local run: RocksDB, and slots for one job. */
  static Configuration basics(int parallelism) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    // A trigger goes out when it is decided, not when a network buffer is full.
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
    // The values are those of flink-conf, which says why.
    flink.set(RocksDBConfigurableOptions.MAX_BACKGROUND_THREADS, 8);
    flink.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(8));
    flink.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    flink.set(RocksDBConfigurableOptions.USE_DYNAMIC_LEVEL_SIZE, true);
    flink.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    // WebGateFactory refuses more, by the headers of requests.
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    flink.set(WebOptions.CANCEL_ENABLE, false);
    // Flink always sends this header; no page can come from there.
    flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "https://nowhere.invalid");
    return flink;
  }

  /**
   * Returns the configuration of finite runs: no checkpoints, no restart, and counts that are fresh
   * enough for a progress line.
   */
  public static Configuration finite(int parallelism) {
    Configuration flink = basics(parallelism);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    return flink;
  }

  /** Returns the settings of endless runs: checkpoints on disk, and a restart after a failure. */
  public static Configuration endless(int parallelism, Path folder, int port) {
    Configuration flink = basics(parallelism);
    flink.set(RestOptions.PORT, port);
    flink.set(RestOptions.BIND_PORT, Integer.toString(port));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPath.of(folder.resolve("checkpoints")));
    flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, FlinkPath.of(folder.resolve("savepoints")));
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // The values are those of flink-conf, which says why.
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    return flink;
  }
}
