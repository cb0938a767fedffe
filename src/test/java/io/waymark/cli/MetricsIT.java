package io.waymark.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.Exposed.Sample;
import io.waymark.job.metric.Metric;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.PromQl;
import io.waymark.job.metric.Tally.Of;
import io.waymark.job.metric.Watching;
import io.waymark.lab.FreePort;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Checks what the real job exposes to Prometheus, with {@code flink-conf/config.yaml}. */
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARALLELISM = 2;
  private static final int CUSTOMERS = 20;

  /** Prometheus adds them to all that it scrapes, and to {@code up}, which it makes itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  @TempDir private static Path folder;
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  private static JobUnderTest job;
  private static int port;
  private static Exposed exposed;

  /** A run in which every metric has something to say, up to where all is applied. */
  @BeforeAll
  static void run() throws Exception {
    job = new JobUnderTest(BROKER.get(), folder, PARALLELISM, Map.of());
    Map<String, String> rules =
        Map.of(
            "each-view", rule("each-view", "live"),
            "shadow-view", rule("shadow-view", "shadow"),
            "gone-view", rule("gone-view", "paused"),
            "stalled", KafkaToKafkaIT.stalled("1s"));
    job.push(rules);
    port = FreePort.near(19_249);
    job.start(null, Exposed.reporter(port));
    job.awaitLive(rules.values());
    long now = System.currentTimeMillis();
    for (int i = 0; i < CUSTOMERS; i++) {
      job.send(touchpoint("c" + i, "once", "Product Viewed", now));
      job.send(touchpoint("c" + i, "once", "Product Viewed", now));
      job.send(touchpoint("c" + i, "again", "Product Viewed", now));
      job.send(touchpoint("c" + i, "checkout", "Checkout Started", now));
    }
    job.sendRaw("no json".getBytes(StandardCharsets.UTF_8));
    job.readUntil(Topics.TRIGGERS, all -> all.size() == 2 * CUSTOMERS);
    for (int partition = 0; partition < job.partitions(); partition++) {
      job.sendTo(partition, touchpoint("late", "late", "Product Viewed", now - 3_600_000));
    }
    job.readUntil(Topics.DEAD_LETTERS, all -> all.size() == 1 + job.partitions());
    Set<String> all = Watching.flinkMetrics();
    exposed =
        Exposed.await(port, PATIENCE, seen -> seen.names().containsAll(all) && hasCheckpoint(seen));
  }

  @AfterAll
  static void stop() throws Exception {
    job.close();
  }

  @Test
  void exposesEveryMetricOfThePage() {
    assertThat(exposed.names()).containsAll(Watching.flinkMetrics());
    assertThat(exposed.names())
        .containsAll(Metrics.TABLE.stream().map(Metric::prometheus).toList());
  }

  @Test
  void exposesNoMetricOfOursThatIsNotOnThePage() {
    Set<String> known = Metrics.TABLE.stream().map(Metric::prometheus).collect(Collectors.toSet());
    Metrics.TABLE.stream()
        .filter(metric -> metric.type() == Metric.Type.HISTOGRAM)
        .forEach(metric -> known.add(metric.prometheus() + "_count"));

    assertThat(exposed.names())
        .filteredOn(name -> name.contains("waymark"))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  @Test
  void exposesMetricsWithTheLabelsOfThePage() {
    assertThat(Metrics.TABLE)
        .allSatisfy(
            metric ->
                assertThat(exposed.of(metric.prometheus()))
                    .as(metric.name())
                    .isNotEmpty()
                    .allMatch(sample -> sample.labels().keySet().containsAll(metric.labels())));
  }

  @Test
  void exposesWhatAlertsAndDashboardAskForWithTheirLabels() {
    for (Watching.Asked asked : Watching.queries()) {
      Set<String> labels = new TreeSet<>();
      for (PromQl.Selected metric : asked.query().metrics()) {
        Set<String> own = labels(metric.name());
        assertThat(own)
            .as(asked.place() + " asks for " + metric)
            .isNotEmpty()
            .containsAll(metric.labels());
        labels.addAll(own);
      }
      assertThat(labels).as(asked.place()).containsAll(asked.query().grouping());
    }
  }

  @Test
  void countsAddUp() {
    assertThat(count(Of.READ))
        .isEqualTo(4 * CUSTOMERS + 1 + job.partitions())
        .isEqualTo(
            count(Of.APPLIED)
                + count(Of.DUPLICATE)
                + count(Of.LATE)
                + count(Of.DEAD_LETTERED)
                + count(Of.SKIPPED));
    assertThat(count(Of.DUPLICATE)).isEqualTo(CUSTOMERS);
    assertThat(count(Of.FAILED_EVALUATIONS)).isEqualTo(CUSTOMERS);
    assertThat(count(Of.MATCHES))
        .isEqualTo(count(Of.SENT) + count(Of.WITHHELD))
        .isEqualTo(exposed.sum(Metrics.RULE_MATCHES.prometheus()));
    assertThat(count(Of.SENT)).isEqualTo(exposed.sum(Metrics.RULE_SENT.prometheus()));
    assertThat(count(Of.WITHHELD)).isEqualTo(exposed.sum(Metrics.RULE_WITHHELD.prometheus()));
    assertThat(by("reason", Metrics.DEAD_LETTERS))
        .containsEntry("not-json", 1.0)
        .containsEntry("late", (double) job.partitions());
    assertThat(exposed.sum(Metrics.DEAD_LETTERS.prometheus()))
        .isEqualTo(count(Of.LATE) + count(Of.DEAD_LETTERED));
  }

  @Test
  void countsByRuleAndGate() {
    assertThat(by("rule", Metrics.RULE_SENT))
        .containsEntry("each-view", (double) CUSTOMERS)
        .containsEntry("stalled", (double) CUSTOMERS)
        .containsEntry("shadow-view", 0.0);
    assertThat(by("gate", Metrics.RULE_WITHHELD))
        .containsEntry("cooldown", (double) CUSTOMERS)
        .containsEntry("shadow", 2.0 * CUSTOMERS)
        .containsEntry("paused", 2.0 * CUSTOMERS);
  }

  @Test
  void countsAFailureForTheRuleThatEvaluatesAndNoOther() {
    assertThat(by("rule", Metrics.RULE_FAILED))
        .containsEntry("each-view", (double) CUSTOMERS)
        .doesNotContainKeys("shadow-view", "stalled");
  }

  @Test
  void measuresWhatTakesTime() {
    assertThat(exposed.sum(Metrics.RECEIVED_TO_EMITTED.prometheus() + "_count"))
        .isEqualTo(CUSTOMERS);
    assertThat(exposed.max(Metrics.RECEIVED_TO_EMITTED.prometheus())).isBetween(1.0, 60_000.0);
    assertThat(exposed.sum(Metrics.DUE_TO_EMITTED.prometheus() + "_count")).isEqualTo(CUSTOMERS);
    assertThat(exposed.max(Metrics.EVENT_TIME_LAG.prometheus())).isBetween(0.0, 60_000.0);
    assertThat(exposed.sum(Metrics.RUNS_OPENED.prometheus()))
        .isEqualTo(CUSTOMERS)
        .isEqualTo(exposed.sum(Metrics.RUNS_ENDED.prometheus()));
    assertThat(exposed.sum(Metrics.CUSTOMERS_MISSED.prometheus()))
        .isGreaterThanOrEqualTo(CUSTOMERS);
  }

  @Test
  void tellsWhichVersionsRunInEachSubtask() {
    assertThat(exposed.of(Metrics.RULE_LIVE.prometheus()))
        .hasSize(4 * PARALLELISM)
        .allMatch(sample -> sample.value() == 1);
    assertThat(exposed.of(Metrics.RULES_DIGEST.prometheus()).map(Sample::value).distinct())
        .hasSize(1);
    assertThat(exposed.max(Metrics.RULES.prometheus())).isEqualTo(4);
  }

  @Test
  void showsTheRulesThatAreLeftAlsoAfterARestart() throws Exception {
    job.push("gone-view", null);

    Exposed removed = Exposed.await(port, PATIENCE, now -> !rules(now).contains("gone-view"));

    assertThat(rules(removed))
        .containsExactlyInAnyOrder("each-view", "shadow-view", "stalled", "(other)");
    assertThat(removed.sum(Metrics.RULE_MATCHES.prometheus())).isEqualTo(count(Of.MATCHES));

    String savepoint = job.stop();
    port = FreePort.near(port + 1);
    job.start(savepoint, Exposed.reporter(port));
    Exposed restarted = Exposed.await(port, PATIENCE, now -> live(now) == 3 * PARALLELISM);

    assertThat(live(restarted)).isEqualTo(3 * PARALLELISM);
    assertThat(rules(restarted)).isEqualTo(rules(removed));
    assertThat(restarted.max(Metrics.RULES_DIGEST.prometheus()))
        .isEqualTo(removed.max(Metrics.RULES_DIGEST.prometheus()));
  }

  private static double count(Of of) {
    return exposed.sum(of.metric().prometheus());
  }

  private static Set<String> rules(Exposed now) {
    return now.samples().stream()
        .filter(sample -> sample.labels().containsKey("rule"))
        .map(sample -> sample.labels().get("rule"))
        .collect(Collectors.toSet());
  }

  private static double live(Exposed now) {
    return now.sum(Metrics.RULE_LIVE.prometheus());
  }

  private static Map<String, Double> by(String label, Metric metric) {
    return exposed
        .of(metric.prometheus())
        .collect(groupingBy(s -> s.labels().get(label), summingDouble(Sample::value)));
  }

  /**
   * Returns the labels of a metric, with those that Prometheus adds; empty for one that is not
   * exposed.
   */
  private static Set<String> labels(String metric) {
    Set<String> labels =
        exposed
            .of(metric)
            .flatMap(sample -> sample.labels().keySet().stream())
            .collect(Collectors.toSet());
    if (!labels.isEmpty() || metric.equals("up")) {
      labels.addAll(OF_PROMETHEUS);
    }
    return labels;
  }

  private static boolean hasCheckpoint(Exposed now) {
    return now.max("flink_jobmanager_job_lastCheckpointDuration") >= 0;
  }

  private static Touchpoint touchpoint(String customer, String id, String type, long timeMillis) {
    return new Touchpoint(id, customer, null, type, null, timeMillis, null, Map.of());
  }

  /** Returns a rule whose trigger has a value that fails, as the ids are no numbers. */
  private static String rule(String id, String status) {
    return """
        rule: %s
        title: A view
        signal: opportunity
        owner: tests
        status: %s
        pattern: {steps: [{seen: Product Viewed}]}
        trigger: {to: desk, cooldown: 1h, data: {number: int(seen.last.id)}}
        """
        .formatted(id, status);
  }
}
