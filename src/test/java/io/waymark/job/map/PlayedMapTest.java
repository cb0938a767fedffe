package io.waymark.job.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.intake.MappingSource;
import io.waymark.job.WaymarkJob;
import io.waymark.job.playback.FileSources;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.lab.local.LocalFlink;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.MapRecord;
import io.waymark.model.RuleText;
import io.waymark.model.Touchpoint;
import io.waymark.recount.MapDifferences;
import io.waymark.recount.Recount;
import io.waymark.rule.BundledRules;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays files through the whole job, and recounts the map that it publishes at the end. */
class PlayedMapTest {
  private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
  private static final Duration DISORDER = Duration.ofMinutes(10);
  private static final List<String> TYPES =
      List.of(
          "Product Viewed",
          "Product Added",
          "Checkout Started",
          "Order Completed",
          "Payment Failed",
          "Page Viewed",
          "identify",
          "Order Delivered",
          "Review Submitted");

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void publishesAMapThatEqualsItsRecount(int parallelism) throws Exception {
    List<Touchpoint> history = history(new Random(7), 3_000);

    List<MapRecord> map = play("many-" + parallelism, parallelism, history);

    check(map, history);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void publishesAMapOfFewTouchpointsTooAsOfTheLast(int parallelism) throws Exception {
    List<Touchpoint> history = history(new Random(8), 20);

    List<MapRecord> map = play("few-" + parallelism, parallelism, history);

    check(map, history);
  }

  private static void check(List<MapRecord> map, List<Touchpoint> history) {
    Settings settings = SettingsReader.defaults();
    long last = history.stream().mapToLong(Touchpoint::timeMillis).max().orElseThrow();
    Recount.Counted recount =
        Recount.like(
            map,
            history,
            LifecycleReader.named(settings.lifecycle()),
            SegmentsReader.named(settings.segments()));

    assertThat(recount.records()).hasSizeGreaterThan(5);
    assertThat(map).allMatch(record -> record.asOfMillis() == last);
    assertThat(map.get(map.size() - 1).closing()).isNotNull();
    assertThat(MapDifferences.of(map, recount)).isEmpty();
  }

  private List<MapRecord> play(String run, int parallelism, List<Touchpoint> history)
      throws Exception {
    Path file = temp.resolve(run + ".jsonl");
    Files.write(file, disordered(history).stream().map(PlayedMapTest::json).toList());
    long now = START.plus(Duration.ofDays(200)).toEpochMilli();
    PlaybackTime time = new PlaybackTime(now, Duration.ofHours(1), DISORDER);
    FileSources.Input input = new FileSources.Input(file, MappingSource.named("waymark"));
    String rule = BundledRules.IDS.get(0);
    List<RuleText> rules = List.of(new RuleText(rule, BundledRules.text(rule), rule, 0));
    RecordsSink sinks = new RecordsSink(run);
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, LocalFlink.finite(parallelism))) {
      FileSources sources = new FileSources(List.of(input.asItLies()), rules, time);
      WaymarkJob.define(env, sources, sinks, SettingsReader.defaults());
      env.execute(run);
    }
    return sinks.records();
  }

  /** Returns touchpoints in order of time, no two of a customer at the same. */
  private static List<Touchpoint> history(Random random, int size) {
    List<Touchpoint> history = new ArrayList<>();
    long millis = START.toEpochMilli();
    for (int i = 0; i < size; i++) {
      millis += 1 + random.nextInt(2_400_000);
      String type = TYPES.get(random.nextInt(TYPES.size()));
      history.add(
          new Touchpoint(
              "t" + i,
              "c" + random.nextInt(1 + size / 15),
              null,
              type,
              random.nextInt(4) == 0 ? null : "web",
              millis,
              type.startsWith("Review") ? (Double) (random.nextInt(21) / 10.0 - 1) : null,
              random.nextBoolean(),
              type.equals("identify") ? Map.of("orders", (long) random.nextInt(4)) : Map.of()));
    }
    return history;
  }

  /** Returns touchpoints in another order, none further behind the latest than the bound. */
  private static List<Touchpoint> disordered(List<Touchpoint> history) {
    Random random = new Random(9);
    List<Touchpoint> disordered = new ArrayList<>(history);
    Map<String, Long> turns = new HashMap<>();
    history.forEach(
        each -> turns.put(each.id(), each.timeMillis() + random.nextLong(DISORDER.toMillis())));
    disordered.sort(Comparator.comparing(each -> turns.get(each.id())));
    assertThat(history.size() < 100 || !disordered.equals(history)).isTrue();
    return Collections.unmodifiableList(disordered);
  }

  private static String json(Touchpoint touchpoint) {
    StringBuilder json = new StringBuilder();
    json.append(
        String.format(
            Locale.ROOT,
            "{\"id\": \"%s\", \"customer\": \"%s\", \"type\": \"%s\", \"time\": \"%s\"",
            touchpoint.id(),
            touchpoint.customer(),
            touchpoint.type(),
            Instant.ofEpochMilli(touchpoint.timeMillis())));
    if (touchpoint.channel() != null) {
      json.append(", \"channel\": \"").append(touchpoint.channel()).append('"');
    }
    if (touchpoint.sentiment() != null) {
      json.append(", \"sentiment\": ").append(touchpoint.sentiment());
      json.append(", \"sentimentInferred\": ").append(touchpoint.sentimentInferred());
    }
    if (!touchpoint.properties().isEmpty()) {
      json.append(", \"properties\": {\"orders\": ")
          .append(touchpoint.properties().get("orders"))
          .append('}');
    }
    return json.append('}').toString();
  }
}
