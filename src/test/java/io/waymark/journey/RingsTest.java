package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.model.Window;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingsTest {
  private static final long NOW = minute("2026-03-10T15:30:00Z");
  private static final long AT_FIRST = 0;
  private static final int[] MEASURES = {
    Measure.OPEN, Measure.STEPS, Measure.COURSE, Measure.CUSTOMERS
  };

  @ParameterizedTest
  @EnumSource(names = {"WEEK", "MONTH", "ALL"})
  void tellsWhenOpenVisitsBeganByTheFinestBucketsThatAreKept(Window window) {
    Rings rings = new Rings();
    rings.add(Measure.OPEN, minute("2026-03-10T15:29:00Z"), 1, AT_FIRST);
    rings.add(Measure.OPEN, minute("2026-03-10T14:00:00Z"), 2, AT_FIRST);
    rings.add(Measure.OPEN, minute("2026-03-10T13:59:00Z"), 3, AT_FIRST);
    rings.add(Measure.OPEN, minute("2026-03-09T00:05:00Z"), 4, AT_FIRST);
    rings.add(Measure.OPEN, minute("2026-03-08T23:59:00Z"), 5, AT_FIRST);
    rings.expire(NOW);

    Map<Instant, Long> open = open(rings, window);

    assertThat(open)
        .containsExactly(
            Map.entry(Instant.parse("2026-03-08T00:00:00Z"), 5L),
            Map.entry(Instant.parse("2026-03-09T00:00:00Z"), 4L),
            Map.entry(Instant.parse("2026-03-10T13:00:00Z"), 3L),
            Map.entry(Instant.parse("2026-03-10T14:00:00Z"), 2L),
            Map.entry(Instant.parse("2026-03-10T15:29:00Z"), 1L));
  }

  /** Clocks that are far off are bounded, and what was added can be taken back. */
  @Test
  void countsTimesFarOffAsTheFirstOrTheLastThereIs() {
    Rings rings = new Rings();
    for (long far : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
      rings.add(Measure.STEPS, far, 2, NOW);
      rings.add(Measure.STEPS, far, -1, NOW);
    }
    rings.expire(NOW);

    assertThat(rings.all(Measure.STEPS)).isEqualTo(3);
    assertThat(rings.sums(Window.ALL, NOW).get(Measure.STEPS, Rings.ALL_TIME)).isEqualTo(3);
    assertThat(rings.sums(Window.MONTH, NOW).get(Measure.STEPS, Rings.ALL_TIME)).isZero();
  }

  @Test
  void leavesOutOpenVisitsThatBeganBeforeTheWindow() {
    Rings rings = new Rings();
    rings.add(Measure.OPEN, minute("2026-03-09T15:59:00Z"), 1, AT_FIRST);
    rings.add(Measure.OPEN, minute("2026-03-09T16:00:00Z"), 2, AT_FIRST);

    Map<Instant, Long> open = open(rings, Window.DAY);

    assertThat(open).containsExactly(Map.entry(Instant.parse("2026-03-09T16:00:00Z"), 2L));
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfAWindowAreTheSameWheneverTimeHasPassed(Window window) {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      Rings expired = new Rings();
      Rings never = new Rings();
      long now = NOW - random.nextInt(200_000);
      for (int i = 0; i < 400; i++) {
        int measure = MEASURES[random.nextInt(MEASURES.length)];
        long minute = now + 100 - (long) Math.pow(random.nextDouble() * 27, 4);
        long amount = random.nextInt(7) - 3;
        expired.add(measure, minute, amount, now);
        never.add(measure, minute, amount, AT_FIRST);
        if (random.nextInt(20) == 0) {
          now += random.nextInt(500);
          expired.expire(now);
        }
      }

      for (int measure : MEASURES) {
        assertThat(sum(expired.sums(window, now), measure))
            .isEqualTo(sum(never.sums(window, now), measure));
        assertThat(sum(expired.sumsBefore(window, now), measure))
            .isEqualTo(sum(never.sumsBefore(window, now), measure));
        assertThat(expired.all(measure)).isEqualTo(never.all(measure));
      }
      assertThat(open(expired, window, now)).isEqualTo(open(never, window, now));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsTheEarlierFormInWhichEachLevelHadAllSums(Window window) throws Exception {
    Rings expected = new Rings();
    Counts all = new Counts();
    Map<Level, Counts> levels = new EnumMap<>(Level.class);
    for (long age : new long[] {0, 59, 61, 119, 1_439, 1_500, 2_870, 20_000, 86_000}) {
      expected.add(Measure.STEPS, NOW - age, age + 1, NOW);
      all.add(Measure.STEPS, 0, age + 1);
      for (Level level : List.of(Level.MINUTES, Level.HOURS, Level.DAYS)) {
        long kept = Map.of(Level.MINUTES, 120, Level.HOURS, 48, Level.DAYS, 60).get(level);
        if (level.bucket(NOW - age) > level.bucket(NOW) - kept) {
          levels
              .computeIfAbsent(level, l -> new Counts())
              .add(Measure.STEPS, level.bucket(NOW - age), age + 1);
        }
      }
    }
    expected.add(Measure.COURSE, NOW - 1_440, 9, NOW);
    levels.get(Level.DAYS).add(Measure.COURSE, Level.DAYS.bucket(NOW - 1_440), 9);
    ByteOutput out = new ByteOutput(64);
    all.write(out);
    for (Counts level : levels.values()) {
      level.write(out);
    }

    Rings read = Rings.readNested(new ByteInput(out.toByteArray()));

    for (int measure : MEASURES) {
      assertThat(sum(read.sums(window, NOW), measure))
          .isEqualTo(sum(expected.sums(window, NOW), measure));
      assertThat(sum(read.sumsBefore(window, NOW), measure))
          .isEqualTo(sum(expected.sumsBefore(window, NOW), measure));
    }
  }

  private static long sum(Counts counts, int measure) {
    return counts.get(measure, Rings.ALL_TIME);
  }

  private static Map<Instant, Long> open(Rings rings, Window window) {
    return open(rings, window, NOW);
  }

  private static Map<Instant, Long> open(Rings rings, Window window, long now) {
    Map<Instant, Long> open = new TreeMap<>();
    rings.openVisits(
        window, now, (began, visits) -> open.merge(Instant.ofEpochMilli(began), visits, Long::sum));
    return open;
  }

  private static long minute(String time) {
    return Minutes.of(Instant.parse(time).toEpochMilli());
  }
}
