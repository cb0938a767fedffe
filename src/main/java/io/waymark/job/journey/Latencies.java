package io.waymark.job.journey;

import io.waymark.job.metric.Metrics;
import io.waymark.model.Trigger;
import org.apache.flink.metrics.Histogram;

/**
 * The latencies of triggers: from the touchpoint that completed the match, or from its deadline.
 */
final class Latencies {
  private final Histogram receivedToEmitted;
  private final Histogram dueToEmitted;

  Latencies(Metrics metrics) {
    this.receivedToEmitted = metrics.histogram(Metrics.RECEIVED_TO_EMITTED);
    this.dueToEmitted = metrics.histogram(Metrics.DUE_TO_EMITTED);
  }

  /**
   * Notes a trigger that has just gone out. A deadline that is ahead of the wall clock counts as 0.
   */
  void emitted(Trigger.Latency latency, long wallMillis) {
    if (latency.receivedMillis() == null) {
      dueToEmitted.update(Math.max(0, wallMillis - latency.dueMillis()));
    } else {
      receivedToEmitted.update(Math.max(0, wallMillis - latency.receivedMillis()));
    }
  }
}
