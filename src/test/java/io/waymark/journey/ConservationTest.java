package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that in every cut all that came in is accounted for, whatever customers do. */
class ConservationTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static final String LIFECYCLE =
      """
      lifecycle: three
      moves: [forward, skip, back]
      stages:
        - stage: one
          on: A
          lost: 2d
        - stage: two
          on: B
          plan: {within: 12h, touchpoints: [B, D], ordered: true}
        - stage: three
          on: C
          lost: 3d
      """;

  /** Without the second stage, and with another behind the third. */
  private static final String CHANGED =
      """
      lifecycle: three
      moves: [forward, skip, back]
      stages:
        - stage: one
          on: A
          lost: 1d
        - stage: three
          on: C
          plan: {within: 6h, touchpoints: [C, E]}
        - stage: four
          on: D
      """;

  private static final List<String> STAGES = List.of("one", "two", "three");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void accountsForEveryVisitAndCustomer(long seed) {
    Random random = new Random(seed);
    MapHarness harness = new MapHarness(LIFECYCLE);
    Map<String, String> stages = new HashMap<>();
    long now = START.toEpochMilli();
    int checked = 0;

    for (int i = 0; i < 3_000; i++) {
      now += Math.round(-Math.log(1 - random.nextDouble()) * Duration.ofMinutes(20).toMillis());
      String customer = "c" + random.nextInt(60);
      String type = List.of("A", "B", "C", "D", "E", "identify").get(random.nextInt(6));
      if ("ABC".contains(type)) {
        stages.put(customer, STAGES.get("ABC".indexOf(type)));
      }
      harness.apply(
          touchpoint(i, customer, type, now, random),
          stages.get(customer),
          "segment" + random.nextInt(3));
      if (i % 300 == 299) {
        harness.passDeadlines(now);
        checked += check(harness.cut(now), "seed " + seed);
      }
    }

    assertThat(checked).isGreaterThan(500);
  }

  /** Customers who were in the stage that is gone stay nowhere until they enter another. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void accountsForThemThoughTheLifecycleChangesAtARestart(long seed) {
    Random random = new Random(seed);
    MapHarness harness = new MapHarness(LIFECYCLE);
    Map<String, String> stages = new HashMap<>();
    Map<String, String> entered = Map.of("A", "one", "B", "two", "C", "three");
    long now = START.toEpochMilli();
    int checked = 0;

    for (int i = 0; i < 3_000; i++) {
      if (i == 1_350) {
        harness.restart(CHANGED);
        entered = Map.of("A", "one", "C", "three", "D", "four");
        checked += check(harness.cut(now), "seed " + seed);
      }
      if (i == 2_250) {
        harness.restart(CHANGED);
      }
      now += Math.round(-Math.log(1 - random.nextDouble()) * Duration.ofMinutes(20).toMillis());
      String customer = "c" + random.nextInt(60);
      String type = List.of("A", "B", "C", "D", "E", "identify").get(random.nextInt(6));
      if (entered.containsKey(type)) {
        stages.put(customer, entered.get(type));
      }
      harness.apply(
          touchpoint(i, customer, type, now, random),
          stages.get(customer),
          "segment" + random.nextInt(3));
      if (i % 300 == 299) {
        harness.passDeadlines(now);
        checked += check(harness.cut(now), "seed " + seed);
      }
    }

    assertThat(checked).isGreaterThan(500);
    assertThat(hereNow(harness, "two")).as("seed %d", seed).isZero();
    assertThat(hereNow(harness, "four")).as("seed %d", seed).isPositive();
  }

  private static long hereNow(MapHarness harness, String stage) {
    return harness.records.get("segment/all/" + stage).stageFigures().hereNow();
  }

  private static Touchpoint touchpoint(
      int number, String customer, String type, long millis, Random random) {
    return new Touchpoint(
        "t" + number,
        customer,
        null,
        type,
        random.nextBoolean() ? "web" : null,
        millis,
        random.nextInt(3) > 0 ? null : random.nextDouble() * 2 - 1,
        random.nextBoolean(),
        Map.of());
  }

  /**
   * Checks that the open visits of all time are those here now, and that segments add up to all.
   */
  private static int checkStages(Map<String, MapRecord> records, String seed) {
    Map<String, Long> segments = new TreeMap<>();
    Map<String, Long> everybody = new TreeMap<>();
    for (MapRecord record : records.values()) {
      StageFigures figures = record.stageFigures();
      if (figures != null) {
        StageWindow ever = figures.windows().get(Window.ALL);
        assertThat(ever.stillHere()).as("%s %s", seed, record.key()).isEqualTo(figures.hereNow());
        Map<String, Long> sums =
            MapRecord.EVERYBODY.equals(record.segment()) ? everybody : segments;
        figures
            .windows()
            .forEach(
                (window, each) -> {
                  String place = record.stage() + " " + window;
                  sums.merge(place + " in", each.in(), Long::sum);
                  sums.merge(place + " moved", each.moved().all(), Long::sum);
                });
        sums.merge(record.stage() + " now", figures.hereNow(), Long::sum);
      }
    }
    assertThat(segments).as(seed).isNotEmpty().isEqualTo(everybody);
    return segments.size();
  }

  private static int check(Map<String, MapRecord> records, String seed) {
    int checked = checkStages(records, seed);
    for (MapRecord record : records.values()) {
      if (record.stageFigures() != null) {
        assertThat(record.stageFigures().hereNow()).as(seed).isNotNegative();
        for (StageWindow each : record.stageFigures().windows().values()) {
          assertThat(each.forward() + each.skip() + each.back() + each.lost() + each.stillHere())
              .as("%s %s", seed, record.key())
              .isEqualTo(each.in());
          checked++;
        }
      }
      if (record.cellFigures() != null) {
        for (CellWindow each : record.cellFigures().windows().values()) {
          assertThat(each.forward() + each.skip() + each.back() + each.lost() + each.stillHere())
              .as("%s %s", seed, record.key())
              .isEqualTo(each.in());
          assertThat(each.customers()).as(record.key()).isNotNegative();
          // In one segment there may be more: touchpoints stay in the segment they came in.
          if (MapRecord.EVERYBODY.equals(record.segment())) {
            assertThat(each.customers()).as(record.key()).isLessThanOrEqualTo(each.touchpoints());
          }
          checked++;
        }
      }
    }
    return checked;
  }
}
