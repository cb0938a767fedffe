package io.waymark.job.metric;

import java.util.List;

/**
 * A metric of Waymark; {@link Metrics#TABLE} lists all of them.
 *
 * @param name as Flink has it, in the group {@code waymark} and the groups of its labels
 * @param labels the keys of those groups, from the outermost on
 * @param meaning with its unit; for a person who looks at a dashboard
 * @param within the groups between the operator's and {@code waymark}; Flink hands a function
 *     inside a sink the group {@code user}
 */
public record Metric(String name, Type type, List<String> labels, String meaning, String within) {
  /**
   * Flink's reporter for Prometheus shows counters and gauges alike, and histograms as summaries.
   */
  public enum Type {
    /** Counts up from 0, anew in each attempt of a subtask. */
    COUNTER,
    GAUGE,
    /** The quantiles of the last {@link Metrics#WINDOW} values. */
    HISTOGRAM
  }

  private static final String SCOPE = "flink_taskmanager_job_task_operator_";

  public Metric {
    labels = List.copyOf(labels);
  }

  Metric(String name, Type type, List<String> labels, String meaning) {
    this(name, type, labels, meaning, "");
  }

  /** Returns the name in Prometheus, into which Flink puts the keys of the labels. */
  public String prometheus() {
    StringBuilder all = new StringBuilder(SCOPE).append(within).append("waymark_");
    labels.forEach(label -> all.append(label).append('_'));
    return all.append(name).toString().replace('-', '_');
  }
}
