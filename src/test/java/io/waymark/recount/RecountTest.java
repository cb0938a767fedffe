package io.waymark.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
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

  private static Touchpoint touchpoint(int number, String customer, String type, long millis) {
    return new Touchpoint("t" + number, customer, null, type, "web", millis, null, Map.of());
  }

  /** Returns how often each kind of figure was there at the last cut. */
  private static Map<String, Long> checkCuts(
      long seed, List<Touchpoint> history, int subtasks, boolean restarts) {
    Random random = new Random(seed);
    Map<String, Long> seen = new TreeMap<>();
    try (DrawnMap map = new DrawnMap(LIFECYCLE, SEGMENTS, subtasks, random)) {
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
          seen = check(seed, history, i, isLast, map);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("seed " + seed, e);
    }
    return seen;
  }

  private static Map<String, Long> check(
      long seed, List<Touchpoint> history, int last, boolean isLast, DrawnMap map) {
    long now = history.get(last).timeMillis();
    long next =
        isLast ? now + Duration.ofMinutes(20).toMillis() : history.get(last + 1).timeMillis();
    long asOf = Math.max(now, now + (next - now) / 2);
    Collection<MapRecord> drawn = map.cut(asOf);

    List<MapRecord> recount =
        Recount.like(drawn, history.subList(0, last + 1), LIFECYCLE, SEGMENTS);

    assertThat(recount).hasSizeGreaterThan(5);
    assertThat(MapDifferences.of(drawn, recount))
        .as("seed %d, %d touchpoints, as of %d", seed, last + 1, asOf)
        .isEmpty();
    return seen(recount);
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
