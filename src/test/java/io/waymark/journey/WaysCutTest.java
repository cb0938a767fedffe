package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysCutTest {
  private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final CellName CELL = new CellName("one", "unknown", "A");
  private static final String LIFECYCLE =
      """
      lifecycle: single
      stages:
        - stage: one
          on: A
          lost: 1d
      """;

  @Test
  void hasTheWayOfALostCustomerUntilTheyComeBack() {
    MapHarness harness = new MapHarness(LIFECYCLE);
    harness.apply(touchpoint("1", START), "one", "some");
    harness.passDeadlines(START + 25 * HOUR);
    SegmentFigures lost = figures(harness.cut(START + 25 * HOUR));

    harness.apply(touchpoint("2", START + 26 * HOUR), "one", "some");
    SegmentFigures back = figures(harness.cut(START + 26 * HOUR));

    assertThat(lost.ways()).extracting(Way::from).containsExactlyInAnyOrder(null, CELL);
    assertThat(lost.ways()).extracting(Way::to).containsExactlyInAnyOrder(CELL, null);
    assertThat(back.ways()).extracting(Way::from).containsExactlyInAnyOrder(null, CELL);
    assertThat(back.ways()).extracting(Way::to).containsOnly(CELL);
  }

  private static Touchpoint touchpoint(String id, long millis) {
    return new Touchpoint(id, "anna", null, "A", null, millis, null, Map.of());
  }

  private static SegmentFigures figures(Map<String, MapRecord> records) {
    MapRecord record = records.get("segment/some");
    assertThat(record).isNotNull();
    return record.segmentFigures();
  }
}
