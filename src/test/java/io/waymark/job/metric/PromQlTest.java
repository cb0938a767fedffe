package io.waymark.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.PromQl.Selected;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void findsMetricsAndTheirLabels() {
    assertThat(PromQl.of("a_b{x=\"1\", y!~'2|z'} > 0.5 and c[5m] offset 1d"))
        .isEqualTo(
            new PromQl(
                List.of(new Selected("a_b", Set.of("x", "y")), new Selected("c", Set.of())),
                Set.of()));
  }

  @Test
  void findsThemInFunctionsAndAggregations() {
    assertThat(PromQl.of("topk(3, sum by (rule, gate) (rate(a[$__rate_interval]))) / on (rule) b"))
        .isEqualTo(
            new PromQl(
                List.of(new Selected("a", Set.of()), new Selected("b", Set.of())),
                Set.of("gate", "rule")));
  }

  @Test
  void takesNoTextForAName() {
    assertThat(PromQl.of("sum without (x) (a{b=\"c{d}\\\"e\"}) < 1e3"))
        .isEqualTo(new PromQl(List.of(new Selected("a", Set.of("b"))), Set.of("x")));
  }
}
