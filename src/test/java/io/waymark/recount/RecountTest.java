package io.waymark.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.journey.JourneyMap;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the map as the job draws it equals the map as it is recounted, figure by figure. */
class RecountTest {
  private static final Lifecycle LIFECYCLE =
      LifecycleReader.read(
              RandomJourneys.LIFECYCLE, new Problems("lifecycle", RandomJourneys.LIFECYCLE))
          .orElseThrow();
  private static final Segments SEGMENTS =
      SegmentsReader.read(
              RandomJourneys.SEGMENTS, new Problems("segments", RandomJourneys.SEGMENTS))
          .orElseThrow();

  /** Parts of the names of figures that a history is to have, or nothing is checked of them. */
  private static final List<String> KINDS =
      List.of(
          "month: effect",
          "month: shrunk effect",
          "day: forward",
          "day: skip",
          "day: back",
          "month: lost",
          "week: still here",
          "month: returned",
          "week: moved lost",
          "p50",
          "p90",
          "month: late",
          "month: missing",
          "month: unexpected",
          "month: out-of-order",
          "week: trend",
          "day: measured sentiment",
          "day: inferred sentiment",
          "hour: coverage");

  private static final List<String> FINDINGS =
      List.of("month: lost at least", "month: won at least", "all: lost at least");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void equalsTheMapOfOneSubtaskAtEveryCut(long seed) {
    List<Touchpoint> history = RandomJourneys.of(seed, 4_000, 70, 1);

    checkCuts(seed, history, 1, false);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void equalsTheMapOfSeveralSubtasksThatRestartAndRescale(long seed) {
    List<Touchpoint> history = RandomJourneys.of(seed, 4_000, 70, 1);

    checkCuts(seed, history, 4, true);
  }

  @Test
  void equalsTheMapOfManyCustomersInWhichEveryKindOfFigureIs() {
    long seed = 21;
    List<Touchpoint> history = RandomJourneys.of(seed, 20_000, 1_000, 8);

    Map<String, Long> seen = checkCuts(seed, history, 4, true);

    assertThat(seen).as("seed %d", seed).containsKeys(KINDS.toArray(String[]::new));
  }

  @Test
  void equalsTheMapInWhichThereAreAPainPointAndAHelpingMoment() {
    List<Touchpoint> history = planted(new Random(51));

    Map<String, Long> seen = checkCuts(51, history, 4, true);

    assertThat(seen).containsKeys(FINDINGS.toArray(String[]::new));
  }

  /** Returns customers who mostly move on after a gift, and mostly do not after a failure. */
  private static List<Touchpoint> planted(Random random) {
    long hour = Duration.ofHours(1).toMillis();
    List<Touchpoint> history = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      String customer = "c" + i;
      long millis = random.nextLong(240 * hour);
      String met = List.of("Fail", "Gift", "Read").get(i % 3);
      double movesOn = List.of(0.1, 0.9, 0.5).get(i % 3);
      history.add(touchpoint(history.size(), customer, "Choose", millis));
      history.add(touchpoint(history.size(), customer, met, millis + hour));
      if (random.nextDouble() < movesOn) {
        long later = millis + 24 * hour + random.nextLong(24 * hour);
        history.add(touchpoint(history.size(), customer, "Stay", later));
      }
    }
    history.add(touchpoint(history.size(), "last", "Look", 700 * hour));
    history.sort(Comparator.comparing(Touchpoint::timeMillis));
    return history;
  }

  @Test
  void equalsTheMapOfOneCustomerWithManyVisits() {
    List<Touchpoint> history = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      history.add(touchpoint(i, "one", i % 2 == 0 ? "Look" : "Choose", 60_000L * i + i % 7));
    }

    checkCuts(31, history, 1, false);
  }

  @Test
  void equalsTheMapWhereTypesAndWaysExceedWhatIsToldApart() {
    Random random = new Random(41);
    List<Touchpoint> history = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      String type =
          random.nextInt(5) == 0
              ? List.of("Look", "Choose", "Stay").get(random.nextInt(3))
              : "View " + (int) (75 * random.nextDouble());
      history.add(touchpoint(i, "c" + random.nextInt(50), type, 200_000L * i));
    }

    checkCuts(41, history, 3, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 150, 300})
  void equalsTheMapThatHasNoRoomForAllPlaces(int mostPlaces) {
    List<Touchpoint> history = RandomJourneys.of(61, 4_000, 70, 1);

    checkCuts(61, history, 3, true, mostPlaces);
  }

  @Test
  void differsFromAMapThatCountsCellsAsOtherThoughItHadRoom() {
    List<Touchpoint> history = RandomJourneys.of(61, 4_000, 70, 1);
    long asOf = history.get(history.size() - 1).timeMillis();
    Collection<MapRecord> drawn = drawn(history, 60, asOf);

    Recount.Counted recount = Recount.like(drawn, history, LIFECYCLE, SEGMENTS);

    assertThat(recount.hasRoom()).isTrue();
    assertThat(MapDifferences.of(drawn, recount))
        .anyMatch(each -> each.startsWith("other on other in stage"))
        .anyMatch(each -> each.contains("other ways"));
  }

  @Test
  void differsFromAMapThatPublishesOtherWaysThanTheMostFrequent() {
    List<Touchpoint> history = manyWays(new Random(71));
    long asOf = history.get(history.size() - 1).timeMillis();
    List<MapRecord> drawn = new ArrayList<>(drawn(history, 10_000, asOf));
    Recount.Counted recount = Recount.like(drawn, history, LIFECYCLE, SEGMENTS);
    List<String> before = MapDifferences.of(drawn, recount);

    drawn.replaceAll(record -> withoutItsFirstWay(record));

    assertThat(before).isEmpty();
    assertThat(MapDifferences.of(drawn, recount))
        .anyMatch(each -> each.contains("nothing, recount says"));
  }

  /** Returns a history with more ways than are published, and room for all of them. */
  private static List<Touchpoint> manyWays(Random random) {
    List<Touchpoint> history = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      int turn = random.nextInt(20);
      String type =
          turn < 3 ? List.of("Look", "Choose", "Stay").get(turn) : "View " + random.nextInt(14);
      history.add(touchpoint(i, "c" + random.nextInt(20), type, 200_000L * i));
    }
    return history;
  }

  private static Collection<MapRecord> drawn(List<Touchpoint> history, int mostPlaces, long asOf) {
    try (DrawnMap map =
        new DrawnMap(LIFECYCLE, SEGMENTS, 2, new Random(1), () -> new JourneyMap(mostPlaces))) {
      history.forEach(map::apply);
      return map.cut(asOf);
    }
  }

  /** Counts the most frequent way of everybody among the others. */
  private static MapRecord withoutItsFirstWay(MapRecord record) {
    SegmentFigures figures = record.segmentFigures();
    if (figures == null || !MapRecord.EVERYBODY.equals(record.segment())) {
      return record;
    }
    assertThat(figures.ways()).hasSize(500);
    Map<Window, Long> others = new TreeMap<>(figures.otherWays());
    figures.ways().get(0).steps().forEach((window, n) -> others.merge(window, n, Long::sum));
    return MapRecord.ofSegment(
        MapRecord.EVERYBODY,
        record.asOfMillis(),
        new SegmentFigures(figures.ways().subList(1, 500), others, figures.removals()));
  }

  private static Touchpoint touchpoint(int number, String customer, String type, long millis) {
    return new Touchpoint("t" + number, customer, null, type, "web", millis, null, Map.of());
  }

  /** Returns how often each kind of figure was there at the last cut. */
  private static Map<String, Long> checkCuts(
      long seed, List<Touchpoint> history, int subtasks, boolean restarts) {
    return checkCuts(seed, history, subtasks, restarts, ShownCells.MOST_PLACES);
  }

  private static Map<String, Long> checkCuts(
      long seed, List<Touchpoint> history, int subtasks, boolean restarts, int mostPlaces) {
    Random random = new Random(seed);
    Map<String, Long> seen = new TreeMap<>();
    try (DrawnMap map =
        new DrawnMap(LIFECYCLE, SEGMENTS, subtasks, random, () -> new JourneyMap(mostPlaces))) {
      for (int i = 0; i < history.size(); i++) {
        map.apply(history.get(i));
        if (random.nextInt(60) == 0) {
          map.deliver();
        }
        if (restarts && random.nextInt(history.size() / 3) == 0) {
          map.restart(1 + random.nextInt(5));
        }
        boolean isLast = i == history.size() - 1;
        if (isLast || random.nextInt(history.size() / 3) == 0) {
          seen = check(seed, history, i, isLast, map, mostPlaces);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("seed " + seed, e);
    }
    return seen;
  }

  private static Map<String, Long> check(
      long seed, List<Touchpoint> history, int last, boolean isLast, DrawnMap map, int most) {
    long now = history.get(last).timeMillis();
    long next =
        isLast ? now + Duration.ofMinutes(20).toMillis() : history.get(last + 1).timeMillis();
    long asOf = Math.max(now, now + (next - now) / 2);
    Collection<MapRecord> drawn = map.cut(asOf);

    Recount.Counted recount =
        Recount.like(drawn, history.subList(0, last + 1), LIFECYCLE, SEGMENTS, most);

    assertThat(recount.records()).hasSizeGreaterThan(5);
    assertThat(MapDifferences.of(drawn, recount))
        .as("seed %d, %d touchpoints, as of %d", seed, last + 1, asOf)
        .isEmpty();
    return seen(recount.records());
  }

  private static Map<String, Long> seen(List<MapRecord> records) {
    Map<String, Long> seen = new TreeMap<>();
    for (MapRecord record : records) {
      Stream<String> kinds =
          FlatFigures.of(record).keySet().stream()
              .flatMap(
                  name -> Stream.concat(KINDS.stream(), FINDINGS.stream()).filter(name::contains));
      kinds.forEach(kind -> seen.merge(kind, 1L, Long::sum));
    }
    return seen;
  }
}
