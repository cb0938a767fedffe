package io.waymark.job;

import io.waymark.kafka.TouchpointDensity;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds {@code job.drift} by the heap. While the job catches up, the touchpoints of the partition
 * that is ahead wait on heap, as many as come in that time. Not more than half the heap is for them
 * at the rate of the busiest hour that Kafka still has.
 */
final class FittingDrift {
  private static final Logger LOG = LoggerFactory.getLogger(FittingDrift.class);

  /** About what a touchpoint takes while it waits. */
  private static final long WAITING_BYTES = 1_000;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private FittingDrift() {}

  /**
   * Returns the drift that was asked for, or the longest one that fits.
   *
   * @param heapBytes of all TaskManagers
   */
  static Duration of(Duration asked, TouchpointDensity density, long heapBytes) {
    long fitting = heapBytes / 2 / WAITING_BYTES;
    if (density.records() <= fitting || density.busiestHour() == 0) {
      return asked;
    }
    double hours = (double) fitting / density.busiestHour();
    Duration longest = Duration.ofMillis((long) (hours * Duration.ofHours(1).toMillis()));
    if (asked.compareTo(longest) <= 0) {
      return asked;
    }
    Duration used = longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
    LOG.warn(
        "job.drift is {}, but with {} touchpoints in the busiest hour only {} of them fit into half"
            + " the heap; {} is used; to catch up faster, give the TaskManagers more memory",
        asked,
        density.busiestHour(),
        longest,
        used);
    return used;
  }

  /** Returns the heap of all TaskManagers that run the job; in one process, the heap of that. */
  static long heapBytes(Configuration flink, int parallelism) {
    try {
      long one = TaskExecutorProcessUtils.processSpecFromConfig(flink).getTaskHeapSize().getBytes();
      int slots = flink.get(TaskManagerOptions.NUM_TASK_SLOTS);
      return one * ((parallelism + slots - 1) / slots);
    } catch (IllegalConfigurationException e) {
      return Runtime.getRuntime().maxMemory();
    }
  }
}
