package io.waymark.job.metric;

import static io.waymark.job.journey.JourneyHarness.NOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.DropRecorder;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.WaymarkJob;
import io.waymark.job.journey.JourneyHarness;
import io.waymark.job.metric.Tally.Of;
import io.waymark.job.playback.FileSources;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.job.sink.FileSinks;
import io.waymark.job.source.IntakeSplit;
import io.waymark.model.Position;
import io.waymark.model.RuleText;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The equations of {@link Tally}, which people reckon with. */
class TallyTest {
  private static final MappingSource MAPPING =
      new MappingSource(
          "crm.yaml",
          """
          mapping: crm
          format: json
          skip: record.kind == "heartbeat"
          id: record.id
          customer: record.customer
          type: record.kind
          time: record.at
          """);

  private static final String EACH_VIEW =
      """
      rule: each-view
      title: A view
      signal: opportunity
      owner: tests
      status: live
      pattern:
        steps:
          - seen: view
      trigger:
        to: desk
        cooldown: 10s
      """;

  @TempDir Path folder;
  private OneInputStreamOperatorTestHarness<IntakeResult, PackedArrival> intake;
  private JourneyHarness journey;
  private long line;
  private MiniCluster cluster;

  @BeforeEach
  void open() throws Exception {
    intake = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new IntakeSplit()));
    intake.open();
    journey = JourneyHarness.with(EACH_VIEW);
  }

  @AfterEach
  void close() throws Exception {
    journey.close();
    intake.close();
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void countsEachInputOnceWhateverBecomesOfIt() throws Exception {
    read(view("one", 1));
    read(view("two", 20));
    read("{\"kind\": \"heartbeat\"}");
    read("no json");
    read("{\"kind\": \"view\", \"customer\": \"ann\"}");
    read(view("one", 1));
    journey.advanceTo(ofSeconds(20));
    read(view("two", 20));
    read(view("late", 19));
    read(view("late", 19));
    read(view("three", 21));
    journey.end();

    assertThat(count(Of.READ)).isEqualTo(10);
    assertThat(count(Of.APPLIED)).isEqualTo(3);
    assertThat(count(Of.DUPLICATE)).isEqualTo(2);
    assertThat(count(Of.LATE)).isEqualTo(2);
    assertThat(count(Of.DEAD_LETTERED)).isEqualTo(2);
    assertThat(count(Of.SKIPPED)).isEqualTo(1);
  }

  @Test
  void countsWhatWaitsOnlyWhenItIsApplied() throws Exception {
    read(view("one", 1));
    read(view("two", 2));
    journey.advanceTo(ofSeconds(1));

    assertThat(count(Of.READ)).isEqualTo(2);
    assertThat(used()).isEqualTo(1);

    journey.end();

    assertThat(used()).isEqualTo(2);
  }

  @Test
  void countsAMatchAsSentOrWithheld() throws Exception {
    read(view("sent", 1));
    read(view("cooling", 2));
    read(view("sent again", 11));
    journey.end();

    assertThat(count(Of.SENT)).isEqualTo(2).isEqualTo(journey.triggers().size());
    assertThat(count(Of.WITHHELD)).isEqualTo(1);
    assertThat(count(Of.MATCHES)).isEqualTo(3);
  }

  @Test
  void addsUpAtTheEndOfAFiniteRun() throws Exception {
    List<String> lines = mixed(new Random(7));

    Map<String, Object> counts = run(lines, new Configuration(), "each-view", EACH_VIEW);

    assertThat(counts).containsEntry(Of.READ.code(), (long) lines.size());
    assertThat(counts).containsEntry(Of.SKIPPED.code(), 50L);
    assertThat(counts).containsEntry(Of.DEAD_LETTERED.code(), 50L);
    assertThat(sum(counts, Of.APPLIED, Of.DUPLICATE, Of.LATE, Of.DEAD_LETTERED, Of.SKIPPED))
        .isEqualTo(lines.size());
    assertThat(sum(counts, Of.SENT, Of.WITHHELD)).isEqualTo(sum(counts, Of.APPLIED));
    assertThat(Files.readAllLines(folder.resolve(FileSinks.fileName(Topics.DEAD_LETTERS))))
        .hasSize((int) sum(counts, Of.LATE, Of.DEAD_LETTERED));
    assertThat(Files.readAllLines(folder.resolve(FileSinks.fileName(Topics.TRIGGERS))))
        .hasSize((int) sum(counts, Of.SENT));
    assertThat(Files.readAllLines(folder.resolve(FileSinks.fileName(Topics.DECISIONS))))
        .hasSize((int) sum(counts, Of.SENT, Of.WITHHELD));
    assertThat(Files.readAllLines(folder.resolve(FileSinks.fileName(Topics.APPLIED))))
        .hasSize((int) sum(counts, Of.APPLIED, Of.TRANSITIONS));
  }

  @Test
  void metricsAddUpLikeTheSummary() throws Exception {
    List<String> lines = mixed(new Random(8));
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    Map<String, Object> counts =
        run(
            lines,
            reporter.addToConfiguration(new Configuration()),
            "each-view",
            EACH_VIEW,
            "shadow",
            EACH_VIEW.replace("each-view", "shadow").replace("live", "shadow"),
            "paused",
            EACH_VIEW.replace("each-view", "paused").replace("live", "paused"));
    Reported reported = new Reported(reporter);

    assertThat(Of.values())
        .allSatisfy(of -> assertThat(reported.sum(of.metric())).isEqualTo(counts.get(of.code())));
    assertThat(reported.sum(Of.READ.metric()))
        .isEqualTo(sum(counts, Of.APPLIED, Of.DUPLICATE, Of.LATE, Of.DEAD_LETTERED, Of.SKIPPED));
    assertThat(reported.sum(Of.MATCHES.metric()))
        .isEqualTo(3 * sum(counts, Of.APPLIED))
        .isEqualTo(sum(counts, Of.SENT, Of.WITHHELD))
        .isEqualTo(reported.sum(Metrics.RULE_MATCHES));
    assertThat(reported.sum(Of.SENT.metric()))
        .isPositive()
        .isEqualTo(reported.sum(Metrics.RULE_SENT));
    assertThat(reported.sum(Of.WITHHELD.metric())).isEqualTo(reported.sum(Metrics.RULE_WITHHELD));
    assertThat(reported.byLabels(Metrics.RULE_WITHHELD))
        .containsEntry(List.of("shadow", "shadow"), sum(counts, Of.APPLIED))
        .containsEntry(List.of("paused", "paused"), sum(counts, Of.APPLIED))
        .containsKey(List.of("each-view", "cooldown"));
    assertThat(reported.sum(Metrics.DEAD_LETTERS))
        .isEqualTo(sum(counts, Of.LATE, Of.DEAD_LETTERED));
    assertThat(reported.byLabels(Metrics.DEAD_LETTERS))
        .containsEntry(List.of("not-json"), 50L)
        .containsEntry(List.of("late"), sum(counts, Of.LATE));
  }

  @Test
  void countsDroppedRunsByTheirReason() throws Exception {
    StreamMap<Long, Long> operator = new StreamMap<>(number -> number);
    MetricListener metrics = new MetricListener();
    try (OneInputStreamOperatorTestHarness<Long, Long> flink =
        new OneInputStreamOperatorTestHarness<>(operator)) {
      flink.open();
      drop(new Tally(operator.getRuntimeContext(), new Metrics(metrics.getMetricGroup())));
    }

    assertThat(dropped(metrics, "rule-full")).isEqualTo(7);
    assertThat(dropped(metrics, "rule-gone")).isEqualTo(2);
    assertThat(dropped(metrics, "customer-full")).isZero();
    assertThat(dropped(metrics, "unreadable")).isZero();
    assertThat(metrics.getCounter("waymark", "dropped-runs").orElseThrow().getCount()).isEqualTo(9);
  }

  private static void drop(Tally tally) {
    tally.countDroppedRuns("a", 3, DropRecorder.Reason.RULE_FULL);
    tally.countDroppedRuns("b", 4, DropRecorder.Reason.RULE_FULL);
    tally.countDroppedRuns(null, 2, DropRecorder.Reason.RULE_GONE);
  }

  private static long dropped(MetricListener metrics, String reason) {
    return metrics.getCounter("waymark", "reason", reason, "dropped-runs").orElseThrow().getCount();
  }

  /**
   * Returns the counts of the whole graph over some lines.
   *
   * @param rules the id and the text of each
   */
  private Map<String, Object> run(List<String> lines, Configuration flink, String... rules)
      throws Exception {
    Path input = Files.write(folder.resolve("crm.jsonl"), lines);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    List<RuleText> texts = new ArrayList<>();
    for (int i = 0; i < rules.length; i += 2) {
      texts.add(new RuleText(rules[i], rules[i + 1], rules[i] + ".yaml", i));
    }
    // A cluster of the test's own: that of a local environment ends with the job, and its reporter
    // forgets all metrics then, at some moment.
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
    StreamExecutionEnvironment env =
        new TestStreamEnvironment(cluster, flink, 2, List.of(), List.of());
    WaymarkJob.define(
        env,
        new FileSources(
            List.of(new FileSources.Input(input, MAPPING).asItLies()),
            texts,
            new PlaybackTime(
                NOON.plus(Duration.ofDays(1)).toEpochMilli(), Duration.ofMinutes(5), ofSeconds(1))),
        new FileSinks(folder, true),
        SettingsReader.with(Map.of("job.applied", "true")));
    return env.execute().getAllAccumulatorResults();
  }

  /** Views out of order, some of them twice, and what is skipped or cannot be used. */
  private static List<String> mixed(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      lines.add(view("view-" + i, i));
      if (i % 10 == 0) {
        lines.add(view("view-" + i, i));
      }
      if (i % 20 == 0) {
        lines.add("{\"kind\": \"heartbeat\"}");
        lines.add("no json");
      }
    }
    for (int i = 0; i + 10 < lines.size(); i += 10) {
      Collections.shuffle(lines.subList(i, i + 10), random);
    }
    return lines;
  }

  private static long sum(Map<String, Object> counts, Of... parts) {
    long sum = 0;
    for (Of part : parts) {
      sum += (Long) counts.get(part.code());
    }
    return sum;
  }

  private static String view(String id, long seconds) {
    return String.format(
        "{\"id\": \"%s\", \"customer\": \"ann\", \"kind\": \"view\", \"at\": \"%s\"}",
        id, NOON.plusSeconds(seconds));
  }

  /** Takes an input from its bytes to the journey, as the graph does. */
  private void read(String text) throws Exception {
    IntakeResult result =
        new Intake(MAPPING.compile(), 0)
            .take(
                text.getBytes(StandardCharsets.UTF_8),
                Position.line("crm.jsonl", ++line),
                NOON.plus(Duration.ofDays(1)).toEpochMilli())
            .get(0);
    intake.processElement(new StreamRecord<>(result));
    for (PackedArrival arrival : intake.extractOutputValues()) {
      journey.arrive(arrival.unpack());
    }
    intake.getOutput().clear();
  }

  private long used() {
    return count(Of.APPLIED)
        + count(Of.DUPLICATE)
        + count(Of.LATE)
        + count(Of.DEAD_LETTERED)
        + count(Of.SKIPPED);
  }

  private long count(Of of) {
    Object inIntake =
        intake.getOperator().getRuntimeContext().getAccumulator(of.code()).getLocalValue();
    return (Long) inIntake + journey.count(of);
  }
}
