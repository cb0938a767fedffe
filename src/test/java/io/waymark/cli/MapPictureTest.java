package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.CutFigures;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.CutReader;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapSamples;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapPictureTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  @Test
  void showsStagesThenPainPointsThenHelpingMoments() {
    MapCut cut =
        cut(
            MapSamples.stage("all", "consideration", 1, NOON, 12),
            MapSamples.stage("all", "purchase", 2, NOON, 1_204),
            cell("Payment Failed", new Estimate(0.2333, 0.158, 0.331, 90), 17, 0),
            cell("Chat Started", new Estimate(0.7, 0.64, 0.75, 7), 0, 5),
            cell("page", new Estimate(0.5, 0.4, 0.6, 90), 0, 0));

    assertThat(lines(cut))
        .containsExactly(
            "journey map of all, all since the beginning",
            "as of 2026-03-01T12:00:00Z",
            "",
            "stage          here  in forward back lost still    p50    p90     progress",
            "consideration    12 120      65    3   40    12 90 min > 12 d 54% (45..63)",
            "purchase      1,204 120      65    3   40    12 90 min > 12 d 54% (45..63)",
            "",
            "in = forward + back + lost + still (here), of visits that began then; p50, p90:",
            "how long they take; progress: go on within the stage's horizon, with the 95%",
            "interval",
            "",
            "largest pain points (associated; only a hold-out shows a cause)",
            "1. Payment Failed on web in consideration: at least 17 of 98 customers lost; 23%",
            "   (16..33) of visits with it go on, 28 points (18..38) fewer than at the same",
            "   age without it (n = 90 and 410)",
            "",
            "largest helping moments (associated; only a hold-out shows a cause)",
            "1. Chat Started on web in consideration: at least 5 of 98 customers won; too few",
            "   visits with it for a share (n = 7), 28 points (18..38) more than at the same",
            "   age without it (n = 90 and 410)");
  }

  @Test
  void fitsEightyColumnsWhateverTheNumbersAndNamesAre() {
    MapCut cut =
        cut(
            MapSamples.stage(
                "all", "a stage with a very long name", 0, NOON, 98_765_432, sums(9_000_000)),
            MapSamples.stage("all", "purchase", 1, NOON, 12_345, sums(9_000)),
            cell("Payment ".repeat(20).strip(), new Estimate(0.2, 0.1, 0.3, 90), 17, 0));

    List<String> lines = lines(cut);

    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(lines.get(4)).contains("98.8M", "1080.0M");
  }

  @Test
  void saysHowManyThereAreWhereTheyAreTooFewForAPercentage() {
    StageWindow few = few(19);

    assertThat(lines(cut(MapSamples.stage("all", "purchase", 1, NOON, 1, few))).get(4))
        .endsWith("n = 19")
        .doesNotContain("%");
  }

  @Test
  void saysThatNothingIsBeyondChance() {
    assertThat(lines(cut(MapSamples.stage("all", "purchase", 1, NOON, 1))))
        .contains("no pain points beyond chance", "no helping moments beyond chance");
  }

  @Test
  void saysWhereStagesDoNotAddUp() {
    StageWindow sums = MapSamples.sums(1);
    StageWindow wrong =
        new StageWindow(
            sums.in() + 1,
            sums.forward(),
            sums.skip(),
            sums.back(),
            sums.lost(),
            sums.stillHere(),
            sums.returned(),
            sums.moved(),
            sums.horizonMillis(),
            sums.progress(),
            sums.dropOff(),
            sums.dropOffMillis(),
            sums.dwell(),
            sums.deviations(),
            null,
            null,
            0,
            null);

    assertThat(String.join(" ", lines(cut(MapSamples.stage("all", "purchase", 1, NOON, 1, wrong)))))
        .contains("NOT TRUE OF purchase: in = forward + back + lost + still");
  }

  /** The window that is shown is not the one that is wrong. */
  @Test
  void saysWhichTouchpointDoesNotAddUpInAnyWindow() {
    CellWindow wrong = new CellWindow(9, 0, 9, 9, 1, 1, 1, 1, 1, null, null, null, 0, 0, 0);
    MapRecord cell =
        MapRecord.ofCell(
            "all",
            "purchase",
            "web",
            "Order Completed",
            NOON,
            new CellFigures(Map.of(Window.DAY, wrong), Map.of()));

    assertThat(String.join(" ", lines(cut(MapSamples.stage("all", "purchase", 1, NOON, 1), cell))))
        .contains("NOT TRUE OF Order Completed on web in purchase: in = forward");
  }

  @Test
  void showsTheFiveLargestPainPoints() {
    MapRecord[] records = new MapRecord[8];
    records[0] = MapSamples.stage("all", "purchase", 1, NOON, 1);
    for (int i = 1; i < records.length; i++) {
      records[i] = cell("Type " + i, new Estimate(0.2, 0.1, 0.3, 90), i, 0);
    }

    assertThat(lines(cut(records)))
        .filteredOn(line -> line.matches("\\d\\. .*"))
        .extracting(line -> line.substring(0, 9))
        .containsExactly("1. Type 7", "2. Type 6", "3. Type 5", "4. Type 4", "5. Type 3");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1 s",
    "119000, 119 s",
    "120000, 2 min",
    "7200000, 2 h",
    "172800000, 2 d",
    "7776000000, 90 d"
  })
  void writesTimesInTheLargestUnitOfWhichTheyHaveTwo(long millis, String text) {
    assertThat(Amounts.time(millis)).isEqualTo(text);
  }

  private static StageWindow sums(long times) {
    return MapSamples.sums(times);
  }

  private static StageWindow few(long n) {
    StageWindow sums = MapSamples.sums(1);
    return new StageWindow(
        n,
        n,
        0,
        0,
        0,
        0,
        0,
        sums.moved(),
        sums.horizonMillis(),
        new Estimate(1, 0.8, 1, n),
        null,
        null,
        null,
        sums.deviations(),
        null,
        null,
        0,
        null);
  }

  private static MapRecord cell(String type, Estimate goesOn, long lost, long won) {
    return MapSamples.cell("all", "consideration", "web", type, NOON, goesOn, lost, won);
  }

  private static MapCut cut(MapRecord... records) {
    CutReader reader = new CutReader();
    Arrays.stream(records).forEach(reader::add);
    reader.add(MapRecord.closing(NOON, new CutFigures(records.length)));
    return reader.cut().orElseThrow();
  }

  private static List<String> lines(MapCut cut) {
    return new MapPicture(cut, "all", Window.ALL).lines();
  }
}
