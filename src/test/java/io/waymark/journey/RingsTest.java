package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Window;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingsTest {
  private static final long NOW = minute("2026-03-10T15:30:00Z");

  @ParameterizedTest
  @EnumSource(names = {"WEEK", "MONTH", "ALL"})
  void tellsWhenOpenVisitsBeganByTheFinestBucketsThatAreKept(Window window) {
    Rings rings = new Rings();
    rings.add(Measure.OPEN, minute("2026-03-10T15:29:00Z"), 1);
    rings.add(Measure.OPEN, minute("2026-03-10T14:00:00Z"), 2);
    rings.add(Measure.OPEN, minute("2026-03-10T13:59:00Z"), 3);
    rings.add(Measure.OPEN, minute("2026-03-09T00:05:00Z"), 4);
    rings.add(Measure.OPEN, minute("2026-03-08T23:59:00Z"), 5);
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

  @Test
  void leavesOutOpenVisitsThatBeganBeforeTheWindow() {
    Rings rings = new Rings();
    rings.add(Measure.OPEN, minute("2026-03-09T15:59:00Z"), 1);
    rings.add(Measure.OPEN, minute("2026-03-09T16:00:00Z"), 2);

    Map<Instant, Long> open = open(rings, Window.DAY);

    assertThat(open).containsExactly(Map.entry(Instant.parse("2026-03-09T16:00:00Z"), 2L));
  }

  private static Map<Instant, Long> open(Rings rings, Window window) {
    Map<Instant, Long> open = new TreeMap<>();
    rings.openVisits(
        window, NOW, (began, visits) -> open.merge(Instant.ofEpochMilli(began), visits, Long::sum));
    return open;
  }

  private static long minute(String time) {
    return Minutes.of(Instant.parse(time).toEpochMilli());
  }
}
