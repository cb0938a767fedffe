package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.journey.estimate.Landmarks;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fills maps to their bounds, and measures how long a cut stops the operator. */
class FullMapTest {
  private static final long NOW = Instant.parse("2026-03-01T12:30:00Z").toEpochMilli();
  private static final int SEGMENTS = 16;
  private static final int STAGES = 12;
  private static final int CELLS = 12;
  private static final int WAYS = 60;

  /**
   * Everything happens at every place in every minute, hour and day that is kept, in 16 segments of
   * 12 stages. A first cut of each minute has all to add up; the others of a minute cost less.
   */
  @Test
  @Timeout(120)
  void aCutStopsTheOperatorForAFractionOfASecond() {
    JourneyMap map = full();
    MapCuts cuts = new MapCuts(map, lifecycle());
    long fastest = Long.MAX_VALUE;
    int published = 0;
    for (int minute = 0; minute < 12; minute++) {
      List<MapRecord> records = new ArrayList<>();
      long begin = System.nanoTime();
      cuts.next(NOW + minute * 60_000, records::add);
      fastest = Math.min(fastest, System.nanoTime() - begin);
      published += records.size();
    }

    System.out.printf(
        "%,d places, %,d records in 12 cuts, the fastest in %,d ms%n",
        map.places(), published, fastest / 1_000_000);
    assertThat(published).isGreaterThan(2_000);
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(800));
  }

  @Test
  @Timeout(60)
  void holdsNoMorePlacesThanItMay() {
    JourneyMap map = full();
    long bytes = bytes(map);

    // Each stage of each segment, and the two that stand for its other cells and ways, come on top.
    assertThat(map.places())
        .isBetween(JourneyMap.MOST_PLACES, JourneyMap.MOST_PLACES + 3 * (SEGMENTS + 1) * STAGES);
    assertThat(map.overflows()).isGreaterThan(1_000);
    assertThat(bytes).isLessThan(50_000_000);
  }

  @Test
  @Timeout(60)
  void countsAsOtherWhatItHasNoRoomFor() {
    Map<String, MapRecord> records = new HashMap<>();
    new MapCuts(full(), lifecycle()).next(NOW, record -> records.put(record.key(), record));

    long touchpoints =
        records.values().stream()
            .filter(record -> "segment15".equals(record.segment()))
            .filter(record -> "stage0".equals(record.stage()) && record.cellFigures() != null)
            .mapToLong(record -> record.cellFigures().windows().get(Window.ALL).touchpoints())
            .sum();

    assertThat(records).containsKey("segment/segment15/stage0/other/other");
    assertThat(touchpoints).isEqualTo(CELLS * touchpoints(busy(false)));
    assertThat(records.get("segment/segment15").segmentFigures().otherWays()).isNotEmpty();
  }

  @Test
  @Timeout(60)
  void staysAsFullAsItWasAfterARestore() throws Exception {
    JourneyMap map = full();
    JourneyMap restored = new JourneyMap();

    map.flush(restored::restore);

    assertThat(restored.places()).isEqualTo(map.places());
  }

  private static long bytes(JourneyMap map) {
    long[] bytes = new long[1];
    try {
      map.flush((key, part) -> bytes[0] += part.length);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return bytes[0];
  }

  private static JourneyMap full() {
    JourneyMap map = new JourneyMap();
    SplittableRandom random = new SplittableRandom(1);
    for (int segment = 0; segment < SEGMENTS; segment++) {
      for (int stage = 0; stage < STAGES; stage++) {
        map.add(tally(segment, stage, random));
      }
    }
    return map;
  }

  private static StageTally tally(int segment, int stage, SplittableRandom random) {
    Map<Long, Cell> names = new HashMap<>();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < STAGES * CELLS; i++) {
      Cell cell = new Cell("stage" + i % STAGES, "web", "Type " + i / STAGES);
      names.put(cell.id(), cell);
      ids.add(cell.id());
    }
    List<StageTally.Entry> entries = new ArrayList<>();
    entries.add(new StageTally.Entry(Place.STAGE, Place.STAGE, busy(true)));
    for (int i = 0; i < CELLS; i++) {
      entries.add(new StageTally.Entry(ids.get(i * STAGES + stage), Place.STAGE, busy(false)));
    }
    for (int i = 0; i < WAYS; i++) {
      Counts counts = new Counts();
      spread(counts, Measure.STEPS, 1 + random.nextInt(9));
      long from = ids.get(random.nextInt(ids.size()));
      long to = i % 20 == 0 ? Place.LOST : ids.get(random.nextInt(CELLS) * STAGES + stage);
      entries.add(new StageTally.Entry(i == 0 ? Place.START : from, to, counts));
    }
    return new StageTally("segment" + segment, "stage" + stage, entries, names);
  }

  /** Returns the counts of a place that something happened at in every bucket that is kept. */
  private static Counts busy(boolean isStage) {
    Counts counts = new Counts();
    spread(counts, Measure.ENTERED, 9);
    spread(counts, Measure.ended(VisitEnd.FORWARD, isStage ? 40 : 0), 4);
    spread(counts, Measure.ended(VisitEnd.LOST, isStage ? 60 : 0), 3);
    spread(counts, Measure.OPEN, 2);
    if (!isStage) {
      spread(counts, Measure.TOUCHPOINTS, 20);
      spread(counts, Measure.CUSTOMERS, 9);
    }
    for (long day = 0; day < 60; day++) {
      long minute = Minutes.of(NOW) - day * Minutes.A_DAY;
      for (int course = 0; course < Landmarks.COURSES; course++) {
        if (isStage) {
          counts.add(Measure.COURSE + course, minute, 100);
        } else {
          counts.add(Measure.met(course % Landmarks.COUNT, course), minute, 5);
        }
      }
    }
    return counts;
  }

  private static long touchpoints(Counts counts) {
    long[] sum = new long[1];
    counts.forEach(
        (measure, minute, amount) -> sum[0] += measure == Measure.TOUCHPOINTS ? amount : 0);
    return sum[0];
  }

  private static void spread(Counts counts, int measure, long amount) {
    long now = Minutes.of(NOW);
    for (int i = 0; i < 120; i++) {
      counts.add(measure, now - i, amount);
    }
    for (int i = 2; i < 48; i++) {
      counts.add(measure, now - i * Minutes.AN_HOUR, 60 * amount);
    }
    for (int i = 2; i < 60; i++) {
      counts.add(measure, now - i * Minutes.A_DAY, 1_440 * amount);
    }
  }

  private static Lifecycle lifecycle() {
    StringBuilder text = new StringBuilder("lifecycle: long\nstages:\n");
    for (int stage = 0; stage < STAGES; stage++) {
      text.append("  - stage: stage" + stage + "\n    on: S" + stage + "\n");
    }
    return LifecycleReader.read(text.toString(), new Problems("lifecycle", text.toString()))
        .orElseThrow();
  }
}
