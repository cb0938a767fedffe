package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import io.waymark.recount.DrawnMap;
import io.waymark.recount.MapDifferences;
import io.waymark.recount.Recount;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.MapCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The journey maps of public data equal a recount of it, and their figures those of a reading of
 * the raw files by another language.
 */
class RealMapIT {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path OURS = Path.of("src/test/resources/data");

  /** A p50 or p90 is the end of a bucket, of which each is 13% longer than the one before. */
  private static final double A_BUCKET = 1.14;

  @TempDir private Path temp;

  @BeforeEach
  void dataIsThere() {
    assumeTrue(
        Files.isDirectory(DATA),
        () -> "the public data is not at " + DATA.toAbsolutePath() + "; its maps are not checked");
  }

  @ParameterizedTest
  @CsvSource({
    "orders.jsonl.gz, orders/map.yaml, orders/lifecycle.yaml, 1",
    "orders.jsonl.gz, orders/map.yaml, orders/lifecycle.yaml, 4",
    "orders.jsonl.gz, orders/map.yaml, orders/punctuality.yaml, 2",
    "incidents.csv.gz, incidents/map.yaml, incidents/lifecycle.yaml, 1",
    "incidents.csv.gz, incidents/map.yaml, incidents/lifecycle.yaml, 4",
    "incidents.csv.gz, incidents/map.yaml, incidents/resolution.yaml, 2",
    "mentions.csv.gz, mentions/mapping.yaml, mentions/lifecycle.yaml, 4",
    "retail.csv.gz, retail/mapping.yaml, commerce, 4"
  })
  void equalARecountOfTheData(String file, String mapping, String lifecycle, int parallelism)
      throws Exception {
    MapCut cut = play(file, mapping, lifecycle, parallelism);
    Settings settings = settings(lifecycle);
    List<Touchpoint> history = PlayedMap.history(input(file, mapping), settings);

    assertThat(history).hasSizeGreaterThan(2_000);
    assertThat(cut.records()).hasSizeGreaterThan(8);
    assertThat(MapVerification.differences(cut, history, settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "orders.jsonl.gz, orders/map.yaml, orders/lifecycle.yaml",
    "incidents.csv.gz, incidents/map.yaml, incidents/lifecycle.yaml"
  })
  void equalARecountOfTheDataThoughItIsDisorderedWithinTheBound(
      String file, String mapping, String lifecycle) throws Exception {
    Settings settings = settings(lifecycle);
    Path disordered = temp.resolve("disordered.jsonl");
    List<Touchpoint> inOrder = PlayedMap.history(input(file, mapping), settings);
    Files.write(disordered, PlayedMap.disordered(inOrder));
    PlaybackRequest request =
        new PlaybackRequest(
            List.of(disordered.toString()),
            "waymark",
            OURS.resolve("orders/rules"),
            null,
            temp.resolve("out"),
            4,
            Map.of(
                "lifecycle",
                lifecycle(lifecycle),
                "job.disorder",
                PlayedMap.DISORDER.toMinutes() + "m"),
            true,
            false);
    MapCut cut = PlayedMap.of(request);

    List<Touchpoint> history = PlayedMap.history(disordered + ":waymark", settings);

    assertThat(history).hasSameSizeAs(inOrder).isNotEqualTo(inOrder);
    assertThat(MapVerification.differences(cut, history, settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "orders.jsonl.gz, orders/map.yaml, orders/lifecycle.yaml",
    "incidents.csv.gz, incidents/map.yaml, incidents/lifecycle.yaml",
    "mentions.csv.gz, mentions/mapping.yaml, mentions/lifecycle.yaml"
  })
  void equalARecountOfTheDataThoughTheyAreRestoredAndRescaledInTheMiddle(
      String file, String mapping, String lifecycleName) throws Exception {
    Settings settings = settings(lifecycleName);
    Lifecycle lifecycle = LifecycleReader.named(settings.lifecycle());
    Segments segments = SegmentsReader.named(settings.segments());
    List<Touchpoint> history = new ArrayList<>(PlayedMap.history(input(file, mapping), settings));
    history.sort(Comparator.comparing(Touchpoint::timeMillis));
    Collection<MapRecord> drawn;
    try (DrawnMap map = new DrawnMap(lifecycle, segments, 1, new Random(1))) {
      for (int i = 0; i < history.size(); i++) {
        map.apply(history.get(i));
        if (i % 100 == 0) {
          map.deliver();
        }
        if (i == history.size() / 3 || i == history.size() * 2 / 3) {
          map.restart(i < history.size() / 2 ? 4 : 3);
        }
      }
      drawn = map.cut(history.get(history.size() - 1).timeMillis());
    }

    assertThat(drawn).hasSizeGreaterThan(8);
    assertThat(MapDifferences.of(drawn, Recount.like(drawn, history, lifecycle, segments)))
        .isEmpty();
  }

  private static Settings settings(String lifecycle) throws Exception {
    return SettingsReader.with(Map.of("lifecycle", lifecycle(lifecycle)));
  }

  @Test
  void ordersTakeAsLongAsOthersCounted() throws Exception {
    MapCut cut = play("orders.jsonl.gz", "orders/map.yaml", "orders/lifecycle.yaml", 2);

    StageWindow approved = stage(cut, "approved");
    assertThat(approved.forward() + approved.skip()).isEqualTo(3_880);
    assertLength(approved, 159_836, 509_309);
    StageWindow shipped = stage(cut, "shipped");
    assertThat(shipped.forward() + shipped.skip()).isEqualTo(3_895);
    assertLength(shipped, 607_446, 1_663_730);
  }

  @Test
  void aLateDeliveryIsAPainPoint() throws Exception {
    MapCut cut = play("orders.jsonl.gz", "orders/map.yaml", "orders/lifecycle.yaml", 2);

    CellWindow late = cell(cut, "delivered", "Order Delivered Late");
    assertThat(late.customers()).isEqualTo(335);
    assertThat(late.lostAtLeast()).isGreaterThan(100);
    assertThat(cell(cut, "delivered", "Order Delivered").lostAtLeast()).isZero();
  }

  @Test
  void customersRateALateDeliveryLowerByAsMuchAsOthersCounted() throws Exception {
    MapCut cut = play("orders.jsonl.gz", "orders/map.yaml", "orders/punctuality.yaml", 2);

    Estimate punctual = measured(cell(cut, "punctual", "Product Reviewed"));
    Estimate late = measured(cell(cut, "late", "Product Reviewed"));
    assertThat(punctual.n()).isEqualTo(3_539);
    assertThat(punctual.value()).isCloseTo(0.6466515964961853, within(1e-9));
    assertThat(late.n()).isEqualTo(130);
    assertThat(late.value()).isCloseTo(0.38461538461538464, within(1e-9));
    assertThat(late.high()).isLessThan(punctual.low());
  }

  @Test
  void incidentsAreOpenAsLongAsOthersCounted() throws Exception {
    MapCut cut = play("incidents.csv.gz", "incidents/map.yaml", "incidents/resolution.yaml", 2);

    StageWindow open = stage(cut, "open");
    assertThat(open.forward()).isEqualTo(4_518);
    assertLength(open, 283_380, 1_908_000);
  }

  @Test
  void incidentsReassignedThreeTimesGoOnAsOthersCounted() throws Exception {
    MapCut cut = play("incidents.csv.gz", "incidents/map.yaml", "incidents/resolution.yaml", 2);

    CellFigures.Effect effect =
        cellFigures(cut, "open", "Incident Active, Reassigned").effects().get(Window.ALL);
    assertThat(effect.with()).isEqualTo(407);
    assertThat(effect.without()).isEqualTo(2_027);
    assertThat(effect.difference().value()).isCloseTo(0.10349250804727352, within(1e-9));
    assertThat(effect.difference().low()).isCloseTo(0.05464319084755256, within(1e-9));
    assertThat(effect.difference().high()).isCloseTo(0.15234182524699447, within(1e-9));
  }

  private MapCut play(String file, String mapping, String lifecycle, int parallelism)
      throws Exception {
    return PlayedMap.of(
        new PlaybackRequest(
            List.of(input(file, mapping)),
            "waymark",
            OURS.resolve("orders/rules"),
            null,
            temp.resolve("out"),
            parallelism,
            Map.of("lifecycle", lifecycle(lifecycle)),
            false,
            false));
  }

  private static String input(String file, String mapping) {
    return DATA.resolve(file) + ":" + OURS.resolve(mapping);
  }

  private static String lifecycle(String name) {
    return name.endsWith(".yaml") ? OURS.resolve(name).toString() : name;
  }

  private static void assertLength(StageWindow stage, long p50Seconds, long p90Seconds) {
    assertThat(Objects.requireNonNull(stage.dwell().p50Millis()))
        .isBetween(millis(p50Seconds), (long) (millis(p50Seconds) * A_BUCKET));
    // Visits that never went on make p90 later than it is among those that did.
    assertThat(Objects.requireNonNull(stage.dwell().p90Millis()))
        .isBetween(millis(p90Seconds), (long) (millis(p90Seconds) * A_BUCKET * A_BUCKET));
  }

  private static long millis(long seconds) {
    return Duration.ofSeconds(seconds).toMillis();
  }

  private static Estimate measured(CellWindow cell) {
    return Objects.requireNonNull(cell.measured());
  }

  private static StageWindow stage(MapCut cut, String stage) {
    return cut.records().stream()
        .filter(each -> each.segment().equals(MapRecord.EVERYBODY))
        .filter(each -> each.stageFigures() != null && stage.equals(each.stage()))
        .map(each -> Objects.requireNonNull(each.stageFigures()).windows().get(Window.ALL))
        .findAny()
        .orElseThrow();
  }

  private static CellWindow cell(MapCut cut, String stage, String type) {
    return Objects.requireNonNull(cellFigures(cut, stage, type).windows().get(Window.ALL));
  }

  private static CellFigures cellFigures(MapCut cut, String stage, String type) {
    return cut.records().stream()
        .filter(each -> each.segment().equals(MapRecord.EVERYBODY))
        .filter(each -> stage.equals(each.stage()) && type.equals(each.type()))
        .flatMap(each -> Stream.ofNullable(each.cellFigures()))
        .findAny()
        .orElseThrow();
  }
}
