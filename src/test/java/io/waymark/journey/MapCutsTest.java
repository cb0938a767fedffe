package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.CellFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks that a cut publishes whatever has changed, however little it is. */
class MapCutsTest {
  private static final String LIFECYCLE =
      """
      lifecycle: two
      stages:
        - stage: one
          on: Begin
        - stage: two
          on: End
      """;

  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final int CELLS = 90;
  private static final int CHANNELS = 20;

  private final Random sentiments = new Random(1);

  /**
   * All that changes is one customer more who met a cell weeks ago, so that the same small change
   * is made in the two longest windows and in no other.
   */
  @Test
  void publishesEachCellThatOneMoreCustomerHasMet() {
    MapHarness harness = new MapHarness(LIFECYCLE);
    List<String> stale = new ArrayList<>();
    long asOf = START + Duration.ofDays(20).toMillis();
    for (int customer = 0; customer < 12; customer++) {
      for (int cell = 0; cell < CELLS * CHANNELS; cell++) {
        harness.apply(touchpoint("c" + customer + "-" + cell, cell, customer), "one", "some");
      }
      Map<String, CellFigures> inForce = cells(harness.cut(asOf));
      Map<String, CellFigures> all = cells(harness.cutOfAll(asOf));
      all.forEach(
          (key, figures) -> {
            if (!figures.equals(inForce.get(key))) {
              stale.add(key);
            }
          });
    }

    assertThat(stale).isEmpty();
  }

  @Test
  void leavesOutASegmentWithCountsThatCannotBe() {
    Cell cell = new Cell("one", "web", "Begin");
    Counts counts = new Counts();
    counts.add(Measure.ended(VisitEnd.FORWARD, 0), Minutes.of(START), -1);
    JourneyMap map = new JourneyMap();
    map.add(
        new StageTally(
            "some",
            "one",
            List.of(new StageTally.Entry(cell.id(), Place.STAGE, counts)),
            Map.of(cell.id(), cell)));
    MapCuts cuts = new MapCuts(map, MapHarness.lifecycle(LIFECYCLE));

    List<MapRecord> published = new ArrayList<>();

    cuts.next(START, published::add);

    assertThat(cuts.leftOut())
        .containsEntry(
            "all",
            "impossible counts at Cell[stage=one, channel=web, type=Begin] of segment all, window"
                + " hour: hits must not be negative, is -1")
        .containsOnlyKeys("all", "some");
    assertThat(published).extracting(MapRecord::segment).doesNotContain("some", "all");

    counts.add(Measure.ended(VisitEnd.FORWARD, 0), Minutes.of(START), 2);
    map.add(
        new StageTally(
            "some",
            "one",
            List.of(new StageTally.Entry(cell.id(), Place.STAGE, counts)),
            Map.of(cell.id(), cell)));
    cuts.next(START, published::add);

    assertThat(cuts.leftOut()).isEmpty();
    assertThat(published).extracting(MapRecord::segment).contains("some", "all");
  }

  private Touchpoint touchpoint(String customer, int cell, int hour) {
    return new Touchpoint(
        "t-" + customer,
        customer,
        null,
        "Type " + cell % CELLS,
        "channel " + cell / CELLS,
        START + Duration.ofHours(hour).toMillis(),
        sentiments.nextInt(2_001) / 1_000.0 - 1,
        Map.of());
  }

  private static Map<String, CellFigures> cells(Map<String, MapRecord> records) {
    Map<String, CellFigures> cells = new HashMap<>();
    records.forEach(
        (key, record) -> {
          CellFigures figures = record.cellFigures();
          if (figures != null) {
            cells.put(key, figures);
          }
        });
    return cells;
  }
}
