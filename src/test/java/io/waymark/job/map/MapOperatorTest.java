package io.waymark.job.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.journey.JourneyHarness;
import io.waymark.job.stream.MapTally;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Arrival;
import io.waymark.model.MapRecord;
import io.waymark.model.Position;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapOperatorTest {
  private static final String COMMERCE = LifecycleReader.bundled("commerce").orElseThrow();
  private static final String SEGMENTS = SegmentsReader.named("default").text();
  private static final Position POSITION = new Position("web", 0, 0);
  private static final int MANY = 2_000;
  private static final Duration END = Duration.ofDays(45);

  @Test
  void publishesOnlyWhatHasChangedAndClosesEachCut() throws Exception {
    try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null);
        MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      journey.arrive(arrival("anna", "page", 0));
      journey.advanceTo(Duration.ofMinutes(1));
      map.add(journey.tallies());
      List<MapRecord> first = map.cut();
      List<MapRecord> second = map.cut();
      journey.arrive(arrival("anna", "Product Viewed", 90));
      journey.advanceTo(Duration.ofMinutes(2));
      map.add(journey.tallies());
      List<MapRecord> third = map.cut();

      assertThat(first)
          .extracting(MapRecord::key)
          .contains("segment/all/awareness", "segment/all/awareness/web/page", "segment/all")
          .endsWith("cut");
      assertThat(second).extracting(MapRecord::key).containsExactly("cut");
      assertThat(third)
          .extracting(MapRecord::key)
          .contains("segment/all/consideration")
          .endsWith("cut");
      assertThat(third.get(third.size() - 1).closing().records()).isEqualTo(third.size() - 1);
      assertThat(third.get(0).asOfMillis()).isEqualTo(JourneyHarness.NOON.toEpochMilli() + 120_000);
    }
  }

  @Test
  void waitsForEverySubtaskBeforeTheFirstCut() throws Exception {
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      map.add(List.of(new MapTally(0, 2, 1_000, List.of())));
      List<MapRecord> early = map.cut();
      map.add(List.of(new MapTally(1, 2, 500, List.of())));

      assertThat(early).isEmpty();
      assertThat(map.cut()).singleElement().extracting(MapRecord::asOfMillis).isEqualTo(500L);
    }
  }

  @Test
  void growsOldWhereASubtaskNoLongerTellsWhatItCounts() throws Exception {
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      map.add(List.of(new MapTally(0, 2, 1_000, List.of()), new MapTally(1, 2, 1_000, List.of())));
      map.cut();
      assertThat(map.cutAgeMillis()).isEqualTo(2_000);
      for (int second = 0; second < 60; second++) {
        map.add(List.of(new MapTally(0, 2, 1_000 + second, List.of())));
        map.cut();
      }

      assertThat(map.cutAgeMillis()).isEqualTo(122_000);
    }
  }

  @Test
  void hasTheSameFiguresAfterARestoreOfBothOperatorsAndARescale() throws Exception {
    List<Arrival> history = history(7);
    List<Arrival> firstHalf = history.subList(0, MANY / 2);
    List<Arrival> secondHalf = history.subList(MANY / 2, MANY);
    Map<String, MapRecord> uninterrupted;
    try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null);
        MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      play(journey, history);
      journey.advanceTo(END);
      map.add(journey.tallies());
      uninterrupted = MapOperatorHarness.byKey(map.cut());
    }

    OperatorSubtaskState journeyState;
    OperatorSubtaskState mapState;
    try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null);
        MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      play(journey, firstHalf);
      map.add(journey.tallies());
      journeyState = journey.snapshot(1_000_000);
      mapState = map.snapshot(1);
    }
    Map<String, MapRecord> restored;
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, mapState)) {
      for (int subtask = 0; subtask < 4; subtask++) {
        try (JourneyHarness journey =
            JourneyHarness.drawing(COMMERCE, SEGMENTS, journeyState, 1, subtask, 4)) {
          play(journey, ofSubtask(secondHalf, subtask));
          journey.advanceTo(END);
          map.add(journey.tallies());
        }
      }
      restored = MapOperatorHarness.byKey(map.cut());
    }

    assertThat(uninterrupted).hasSizeGreaterThan(40);
    assertThat(restored.keySet()).isEqualTo(uninterrupted.keySet());
    uninterrupted.forEach(
        (key, record) -> {
          if (record.closing() == null) {
            assertThat(restored.get(key)).as(key).isEqualTo(record);
          }
        });
  }

  @Test
  void namesTheMapThatItsRecordsAreOfAcrossARestoreButNotAcrossAStartWithoutState()
      throws Exception {
    List<MapTally> tallies;
    try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null)) {
      journey.arrive(arrival("anna", "page", 0));
      journey.advanceTo(Duration.ofMinutes(1));
      tallies = journey.tallies();
    }
    List<MapRecord> first;
    OperatorSubtaskState state;
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null, 1_000)) {
      map.add(tallies);
      first = map.cut();
      state = map.snapshot(1);
    }
    List<MapRecord> restored;
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, state, 50_000)) {
      map.add(List.of(new MapTally(0, 1, 1_000, List.of())));
      restored = map.cut();
    }
    List<MapRecord> anew;
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null, 90_000)) {
      map.add(tallies);
      anew = map.cut();
    }

    assertThat(first).hasSizeGreaterThan(3).allMatch(record -> record.mapBeganMillis() == 1_000);
    assertThat(restored).hasSize(first.size());
    assertThat(restored).allMatch(record -> record.mapBeganMillis() == 1_000);
    assertThat(anew).hasSize(first.size()).allMatch(record -> record.mapBeganMillis() == 90_000);
  }

  @Test
  void movesCustomersWhenTheSegmentsHaveChanged() throws Exception {
    String other =
        """
        segments:
          - segment: everyone
            where: "true"
        """;
    OperatorSubtaskState journeyState;
    try (MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null)) {
        journey.arrive(arrival("anna", "page", 0));
        journey.advanceTo(Duration.ofMinutes(1));
        map.add(journey.tallies());
        journeyState = journey.snapshot(1_000_000);
      }
      try (JourneyHarness journey =
          JourneyHarness.drawing(COMMERCE, other, journeyState, 1, 0, 1)) {
        journey.arrive(arrival("anna", "page", 70));
        journey.advanceTo(Duration.ofMinutes(2));
        map.add(journey.tallies());
      }
      Map<String, MapRecord> cut = MapOperatorHarness.byKey(map.cut());

      assertThat(hereNow(cut, "new", "awareness")).isZero();
      assertThat(hereNow(cut, "everyone", "awareness")).isEqualTo(1);
      assertThat(hereNow(cut, "all", "awareness")).isEqualTo(1);
      assertThat(window(cut, "new", "awareness").in()).isZero();
      assertThat(window(cut, "everyone", "awareness").in()).isEqualTo(1);
    }
  }

  @Test
  void countsOutVisitsToAStageThatTheLifecycleNoLongerHas() throws Exception {
    String without = COMMERCE.replace("stage: awareness", "stage: interest");
    OperatorSubtaskState journeyState;
    OperatorSubtaskState mapState;
    try (JourneyHarness journey = journey(COMMERCE, SEGMENTS, null);
        MapOperatorHarness map = new MapOperatorHarness(COMMERCE, null)) {
      journey.arrive(arrival("anna", "page", 0));
      journey.arrive(arrival("bob", "page", 0));
      journey.advanceTo(Duration.ofMinutes(1));
      map.add(journey.tallies());
      journeyState = journey.snapshot(1_000_000);
      mapState = map.snapshot(1);
    }
    try (JourneyHarness journey = JourneyHarness.drawing(without, SEGMENTS, journeyState, 1, 0, 1);
        MapOperatorHarness map = new MapOperatorHarness(without, mapState)) {
      journey.arrive(arrival("anna", "page", 70));
      journey.advanceTo(Duration.ofMinutes(2));
      map.add(journey.tallies());
      Map<String, MapRecord> cut = MapOperatorHarness.byKey(map.cut());

      assertThat(hereNow(cut, "all", "awareness")).isEqualTo(1);
      assertThat(window(cut, "all", "awareness").in()).isEqualTo(1);
    }
  }

  private static long hereNow(Map<String, MapRecord> cut, String segment, String stage) {
    return cut.get("segment/" + segment + "/" + stage).stageFigures().hereNow();
  }

  private static StageWindow window(Map<String, MapRecord> cut, String segment, String stage) {
    return cut.get("segment/" + segment + "/" + stage).stageFigures().windows().get(Window.ALL);
  }

  private static JourneyHarness journey(
      String lifecycle, String segments, @Nullable OperatorSubtaskState state) throws Exception {
    return JourneyHarness.drawing(lifecycle, segments, state, 1, 0, 1);
  }

  private static void play(JourneyHarness journey, List<Arrival> history) throws Exception {
    for (Arrival arrival : history) {
      journey.arrive(arrival);
      journey.advanceTo(
          Duration.ofMillis(
              arrival.touchpoint().timeMillis() - JourneyHarness.NOON.toEpochMilli()));
    }
  }

  private static List<Arrival> ofSubtask(List<Arrival> history, int subtask) {
    return history.stream()
        .filter(
            arrival ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        arrival.touchpoint().customer(), 720, 4)
                    == subtask)
        .toList();
  }

  private static List<Arrival> history(long seed) {
    Random random = new Random(seed);
    List<String> types =
        List.of(
            "page",
            "Product Viewed",
            "Order Completed",
            "Order Delivered",
            "identify",
            "Feature Used");
    List<Arrival> history = new ArrayList<>();
    long seconds = 0;
    for (int i = 0; i < MANY; i++) {
      seconds += random.nextInt(3_600);
      history.add(
          arrival("c" + random.nextInt(100), types.get(random.nextInt(types.size())), seconds));
    }
    return history;
  }

  private static Arrival arrival(String customer, String type, long seconds) {
    long millis = JourneyHarness.NOON.toEpochMilli() + seconds * 1_000;
    Touchpoint touchpoint =
        new Touchpoint(
            customer + type + seconds, customer, null, type, "web", millis, null, Map.of());
    return new Arrival(touchpoint, POSITION, millis);
  }
}
