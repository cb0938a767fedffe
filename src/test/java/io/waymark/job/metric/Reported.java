package io.waymark.job.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** The metrics of ours that a job has reported, summed up over its subtasks. */
record Reported(InMemoryReporter reporter) {
  long sum(Metric metric) {
    return byLabels(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the sums of a metric by the values of its labels. */
  Map<List<String>, Long> byLabels(Metric metric) {
    Map<List<String>, Long> sums = new HashMap<>();
    reporter
        .getMetricsByGroup()
        .forEach(
            (group, metrics) -> {
              List<String> values = values(metric, group);
              if (values != null && metrics.get(metric.name()) instanceof Counter counter) {
                sums.merge(values, counter.getCount(), Long::sum);
              }
            });
    return sums;
  }

  /** Returns the values of a metric's labels; null where the group is none of the metric's. */
  private static List<String> values(Metric metric, MetricGroup group) {
    List<String> scope = Arrays.asList(group.getScopeComponents());
    List<String> below = scope.subList(scope.lastIndexOf("waymark") + 1, scope.size());
    List<String> labels = metric.labels();
    if (!scope.contains("waymark") || below.size() != 2 * labels.size()) {
      return null;
    }
    OptionalInt other =
        IntStream.range(0, labels.size())
            .filter(i -> !below.get(2 * i).equals(labels.get(i)))
            .findFirst();
    return other.isPresent()
        ? null
        : IntStream.range(0, labels.size()).mapToObj(i -> below.get(2 * i + 1)).toList();
  }
}
