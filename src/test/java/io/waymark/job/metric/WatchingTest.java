package io.waymark.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.deliver.watch.DeliveryMetric;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.job.metric.PromQl.Selected;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard against the pages; {@code MetricsIT} holds them against the job. */
class WatchingTest {
  private static final Path RUNBOOKS = Path.of("src/site/markdown/operate.md");

  @Test
  void eachAlertSaysWhatItMeansAndWhatToDo() {
    assertThat(Watching.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(labels(alert).get("severity")).isIn("critical", "warning", "info");
              assertThat(annotations(alert))
                  .containsOnlyKeys("summary", "description", "runbook", "runbook_url");
              assertThat(annotations(alert).values()).doesNotContain("");
              assertThat(annotations(alert).get("runbook").split("[.:;] ")).hasSizeGreaterThan(1);
            });
  }

  @Test
  void eachAlertHasItsSectionOnThePageForOperators() {
    Map<String, String> sections = sections();

    assertThat(Watching.alerts())
        .allSatisfy(
            alert -> {
              String name = (String) alert.get("alert");
              assertThat(annotations(alert).get("runbook_url"))
                  .isEqualTo(RUNBOOKS + "#" + name.toLowerCase(Locale.ROOT));
              assertThat(sections.get(name))
                  .as(name)
                  .startsWith("*" + labels(alert).get("severity") + "*.")
                  .contains(annotations(alert).get("runbook"));
            });
  }

  @Test
  void everyMetricAskedForIsOnThePageOfMetrics() {
    Set<String> known = new TreeSet<>(Watching.flinkMetrics());
    Metrics.TABLE.forEach(metric -> known.add(metric.prometheus()));
    known.add("up");

    for (Watching.Asked asked : Watching.queries()) {
      assertThat(asked.query().metrics())
          .as(asked.place())
          .isNotEmpty()
          .extracting(Selected::name)
          .isSubsetOf(known);
    }
  }

  @Test
  void everyMetricOfOursIsOnTheDashboardOrInAnAlert() {
    Set<String> asked =
        Watching.queries().stream()
            .flatMap(query -> query.query().metrics().stream())
            .map(Selected::name)
            .collect(Collectors.toSet());

    assertThat(asked).containsAll(Metrics.TABLE.stream().map(Metric::prometheus).toList());
  }

  @Test
  void everyMetricOfTheDeliveryIsAskedForByItsNameAndLabels() {
    Map<String, Set<String>> labels = new HashMap<>();
    for (DeliveryMetric metric : DeliveryMetrics.TABLE) {
      Set<String> all = new TreeSet<>(metric.labels());
      boolean isHistogram = metric.type() == DeliveryMetric.Type.HISTOGRAM;
      if (isHistogram) {
        all.add("le");
      }
      labels.put(metric.name() + (isHistogram ? "_bucket" : ""), all);
    }
    Set<String> asked = new TreeSet<>();

    for (Watching.Asked each : Watching.queriesOfTheDelivery()) {
      Set<String> grouped = new TreeSet<>(each.query().grouping());
      for (Selected metric : each.query().metrics()) {
        assertThat(labels).as(each.place()).containsKey(metric.name());
        assertThat(labels.get(metric.name())).as(each.place()).containsAll(metric.labels());
        grouped.removeAll(labels.get(metric.name()));
        asked.add(metric.name());
      }
      assertThat(grouped).as(each.place()).isEmpty();
    }

    assertThat(asked).isEqualTo(labels.keySet());
  }

  @Test
  void panelsDoNotOverlap() {
    assertThat(Watching.dashboards()).hasSize(2).allSatisfy(WatchingTest::assertNoOverlap);
  }

  private static void assertNoOverlap(JsonNode dashboard) {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          List<Integer> cell = List.of(place.get("x").asInt() + x, place.get("y").asInt() + y);
          assertThat(taken.add(cell)).as(panel.get("title").asText()).isTrue();
          assertThat(cell.get(0)).isLessThan(24);
        }
      }
    }
  }

  /** Returns the sections by their headings, as one line each. */
  private static Map<String, String> sections() {
    return Stream.of(Watching.text(RUNBOOKS).split("\n#+ "))
        .collect(
            Collectors.toMap(
                section -> section.lines().findFirst().orElse(""),
                section -> section.lines().skip(1).collect(Collectors.joining(" ")).strip()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> annotations(Map<String, Object> alert) {
    return (Map<String, String>) alert.get("annotations");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> labels(Map<String, Object> alert) {
    return (Map<String, String>) alert.get("labels");
  }
}
