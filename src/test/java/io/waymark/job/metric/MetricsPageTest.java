package io.waymark.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  @Test
  void pageHoldsTheTableOfTheCode() {
    List<String> table =
        Watching.text(Watching.PAGE)
            .lines()
            .dropWhile(line -> !line.startsWith("| metric |"))
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(table).containsExactlyElementsOf(markdown());
  }

  @Test
  void tableHoldsEveryMetricOnce() {
    assertThat(Metrics.TABLE).extracting(Metric::prometheus).doesNotHaveDuplicates();
  }

  private static List<String> markdown() {
    Stream<String> head = Stream.of("| metric | type | labels | what it is |", "|---|---|---|---|");
    return Stream.concat(head, Metrics.TABLE.stream().map(MetricsPageTest::row)).toList();
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return String.format(
        "| `%s` | %s | %s | %s |",
        metric.prometheus(),
        metric.type().name().toLowerCase(Locale.ROOT),
        labels,
        metric.meaning());
  }
}
