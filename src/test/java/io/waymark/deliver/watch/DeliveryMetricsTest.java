package io.waymark.deliver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Breaker.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {
  private static final Path PAGE = Path.of("src/site/markdown/metrics.md");

  private final DeliveryMetrics metrics = new DeliveryMetrics();

  @Test
  void pageHoldsTheTableOfTheCode() throws Exception {
    List<String> table =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("| metric of the delivery |"))
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(table).containsExactlyElementsOf(markdown());
  }

  @Test
  void writesEveryMetricOfTheTableWithItsTypeOnce() {
    metrics.of("desk");

    String written = metrics.write();

    assertThat(written.lines().filter(line -> line.startsWith("# TYPE ")))
        .containsExactlyElementsOf(
            DeliveryMetrics.TABLE.stream()
                .map(each -> "# TYPE " + each.name() + " " + each.type().code())
                .toList());
  }

  @Test
  void writesCountsOfADestination() {
    DestinationCounts desk = metrics.of("desk");
    desk.countTaken();
    desk.countTaken();
    desk.countFailed(Answer.failed(Cause.TLS, "TLS failed", 30));
    desk.countDelivered(Answer.delivered(204, 0, 7));
    desk.addEmittedToDelivered(1_200);
    desk.countParked();
    desk.countDead();
    desk.countHandedOver(3);

    assertThat(metrics.write().lines())
        .contains(
            "waymark_deliver_taken_total{to=\"desk\"} 2",
            "waymark_deliver_delivered_total{to=\"desk\"} 1",
            "waymark_deliver_dead_total{to=\"desk\"} 1",
            "waymark_deliver_parked_total{to=\"desk\"} 1",
            "waymark_deliver_handed_over_total{to=\"desk\"} 3",
            "waymark_deliver_failed_total{to=\"desk\",cause=\"tls\"} 1",
            "waymark_deliver_failed_total{to=\"desk\",cause=\"busy\"} 0",
            "waymark_deliver_attempt_millis_bucket{to=\"desk\",le=\"5\"} 0",
            "waymark_deliver_attempt_millis_bucket{to=\"desk\",le=\"10\"} 1",
            "waymark_deliver_attempt_millis_bucket{to=\"desk\",le=\"50\"} 2",
            "waymark_deliver_attempt_millis_sum{to=\"desk\"} 37",
            "waymark_deliver_emitted_to_delivered_millis_bucket{to=\"desk\",le=\"1000\"} 0",
            "waymark_deliver_emitted_to_delivered_millis_bucket{to=\"desk\",le=\"+Inf\"} 1",
            "waymark_deliver_emitted_to_delivered_millis_count{to=\"desk\"} 1");
  }

  @Test
  void writesHowDestinationsAre() {
    metrics.become(
        new DeliveryState(
            Map.of(
                "desk",
                new EndpointState(7, 5, 2, 900, Condition.OPEN),
                "crm",
                new EndpointState(1, 1, 0, 0, Condition.DISABLED),
                DeliveryMetrics.NO_DESTINATION,
                new EndpointState(4, 4, 0, 0, Condition.DISABLED)),
            Map.of(0, 12L, 3, 0L),
            100,
            1_000));

    assertThat(metrics.write().lines())
        .contains(
            "waymark_deliver_waiting{to=\"desk\"} 7",
            "waymark_deliver_waiting_parked{to=\"desk\"} 5",
            "waymark_deliver_in_flight{to=\"desk\"} 2",
            "waymark_deliver_memory_bytes{to=\"desk\"} 900",
            "waymark_deliver_breaker_open{to=\"desk\"} 1",
            "waymark_deliver_disabled{to=\"desk\"} 0",
            "waymark_deliver_disabled{to=\"crm\"} 1",
            "waymark_deliver_waiting{to=\"(no destination)\"} 4",
            "waymark_deliver_lag{partition=\"0\"} 12")
        .doesNotContain("waymark_deliver_disabled{to=\"(no destination)\"} 1");
  }

  @Test
  void escapesNamesOfDestinations() {
    metrics.of("a\"b\\c\nd").countTaken();

    assertThat(metrics.write().lines())
        .contains("waymark_deliver_taken_total{to=\"a\\\"b\\\\c\\nd\"} 1");
  }

  private static List<String> markdown() {
    Stream<String> head =
        Stream.of("| metric of the delivery | type | labels | what it is |", "|---|---|---|---|");
    return Stream.concat(
            head,
            DeliveryMetrics.TABLE.stream()
                .map(
                    each ->
                        "| `%s` | %s | %s | %s |"
                            .formatted(
                                each.name(),
                                each.type().code(),
                                each.labels().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(", ")),
                                each.meaning())))
        .toList();
  }
}
