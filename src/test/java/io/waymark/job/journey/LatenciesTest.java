package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.Metric;
import io.waymark.job.metric.Metrics;
import io.waymark.model.Trigger.Latency;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final long NOON = 1_772_366_400_000L;

  private final MetricListener flink = new MetricListener();
  private final Latencies latencies = new Latencies(new Metrics(flink.getMetricGroup()));

  @Test
  void countsFromWhatCompletedTheMatch() {
    latencies.emitted(new Latency(NOON, NOON + 100, NOON + 103), NOON + 104);
    latencies.emitted(new Latency(NOON, null, NOON + 50), NOON + 60);

    assertThat(histogram(Metrics.RECEIVED_TO_EMITTED).getStatistics().getValues())
        .containsExactly(4);
    assertThat(histogram(Metrics.DUE_TO_EMITTED).getStatistics().getValues()).containsExactly(60);
  }

  @Test
  void isNeverNegative() {
    latencies.emitted(new Latency(NOON + 9_000, null, NOON), NOON);

    assertThat(histogram(Metrics.DUE_TO_EMITTED).getStatistics().getMax()).isZero();
  }

  private Histogram histogram(Metric metric) {
    return flink.getHistogram("waymark", metric.name()).orElseThrow();
  }
}
