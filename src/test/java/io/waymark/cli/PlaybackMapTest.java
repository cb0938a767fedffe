package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.job.sink.FileSinks;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.MapCsv;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journey map of a playback: true at its last touchpoint, whatever is due after it. */
class PlaybackMapTest {
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final Instant END = Instant.parse("2026-03-20T12:00:00Z");

  @TempDir private Path temp;
  private final StringWriter out = new StringWriter();
  private final List<String> lines = new ArrayList<>();

  @Test
  void countsWhoIsLostBeforeTheLastTouchpointOfAllAndNobodyElse() throws Exception {
    touchpoint("silent", "Product Viewed", Instant.parse("2026-03-01T09:00:00Z"));
    touchpoint("waited-for", "Product Viewed", Instant.parse("2026-03-10T09:00:00Z"));
    touchpoint("last", "Product Viewed", END);

    MapCut cut = play("out", 2).orElseThrow();

    StageFigures stage = stage(cut, "consideration");
    StageWindow all = stage.windows().get(Window.ALL);
    assertThat(cut.asOfMillis()).isEqualTo(END.toEpochMilli());
    assertThat(stage.hereNow()).isEqualTo(2);
    assertThat(all.in()).isEqualTo(3);
    assertThat(all.lost()).isEqualTo(1);
    assertThat(all.stillHere()).isEqualTo(2);
  }

  @Test
  void countsWhoIsLostAtTheVeryTimeOfTheLastTouchpoint() throws Exception {
    touchpoint("silent", "Product Viewed", END.minusSeconds(14 * 86_400));
    touchpoint("a-little-later", "Product Viewed", END.minusSeconds(14 * 86_400 - 1));
    touchpoint("last", "Product Viewed", END);

    StageFigures stage = stage(play("out", 1).orElseThrow(), "consideration");

    assertThat(stage.windows().get(Window.ALL).lost()).isEqualTo(1);
    assertThat(stage.hereNow()).isEqualTo(2);
  }

  @Test
  void firesTriggersOfDeadlinesAfterTheLastTouchpointAsBefore() throws Exception {
    touchpoint("silent", "Product Viewed", Instant.parse("2026-03-01T09:00:00Z"));
    touchpoint("last", "Product Viewed", END);

    play("out", 2);

    assertThat(Files.readAllLines(temp.resolve("out/triggers.jsonl")))
        .satisfiesExactly(
            first -> assertThat(first).contains("silent", "2026-03-06T09:00:00Z"),
            second -> assertThat(second).contains("last", "2026-03-25T12:00:00Z"));
  }

  @Test
  void writesTheSameFilesWhateverTheParallelism() throws Exception {
    String[] types = {
      "page", "Product Viewed", "Payment Failed", "Order Completed", "Chat Started"
    };
    for (int i = 0; i < 2_000; i++) {
      String type = types[(i * 31 + i / 7) % types.length];
      touchpoint("c" + i * 17 % 211, type, END.minusSeconds(2_000 * 600 - 600L * i));
    }

    MapCut cut = play("one", 1).orElseThrow();
    play("four", 4);

    for (String file : List.of(FileSinks.MAP_DOCUMENT, FileSinks.MAP_TABLE)) {
      assertThat(temp.resolve("four").resolve(file))
          .hasSameTextualContentAs(temp.resolve("one").resolve(file));
    }
    assertThat(cut.cells("all")).hasSizeGreaterThan(10);
  }

  @Test
  void isEqualToARecountOfItsFilesAndDiffersFromOneOfOthers() throws Exception {
    String[] types = {"page", "Product Viewed", "Payment Failed", "Order Completed"};
    for (int i = 0; i < 600; i++) {
      String type = types[(i * 31 + i / 7) % types.length];
      touchpoint("c" + i * 17 % 41, type, END.minusSeconds(600 * 6_000 - 6_000L * i));
    }
    play("out", 2);
    Path cut = temp.resolve("out").resolve(FileSinks.MAP_DOCUMENT);
    Path others = Files.write(temp.resolve("others.jsonl"), lines.subList(0, 500));

    assertThat(verify(cut, temp.resolve("input.jsonl"))).isZero();
    assertThat(out.toString())
        .contains("of the map are equal to a recount of 600 touchpoints: counts to the last digit");
    assertThat(verify(cut, others)).isEqualTo(1);
    assertThat(out.toString()).contains("the map differs from a recount of 500 touchpoints in ");
  }

  private int verify(Path cut, Path input) {
    return Waymark.commandLine()
        .setOut(new PrintWriter(out))
        .execute("map", "--from", cut.toString(), "--verify", "--input", input.toString());
  }

  @Test
  void writesARowForEachStageCellAndWindow() throws Exception {
    touchpoint("last", "Product Viewed", END);

    MapCut cut = play("out", 1).orElseThrow();

    List<String> rows = Files.readAllLines(temp.resolve("out").resolve(FileSinks.MAP_TABLE));
    assertThat(rows.get(0)).isEqualTo(String.join(",", MapCsv.COLUMNS));
    assertThat(rows.subList(1, rows.size()))
        .hasSize((cut.stages("all").size() + cut.cells("all").size()) * 2 * Window.values().length)
        .anyMatch(row -> row.startsWith("2026-03-20T12:00:00Z,all,consideration,,,all,1,,,,1,0,"));
  }

  @Test
  void saysThatThereIsNothingToPlay() {
    assertThatThrownBy(() -> play("out", 1))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("no input holds a record");
  }

  private void touchpoint(String customer, String type, Instant time) {
    lines.add(
        "{\"id\": \"t%d\", \"customer\": \"%s\", \"type\": \"%s\", \"channel\": \"web\", \"time\": \"%s\"}"
            .formatted(lines.size(), customer, type, time));
  }

  private Optional<MapCut> play(String out, int parallelism) throws Exception {
    Path input = Files.write(temp.resolve("input.jsonl"), lines);
    Path rules = Files.createDirectories(temp.resolve("rules"));
    Files.writeString(
        rules.resolve("stalled.yaml"),
        """
        rule: stalled
        title: Viewed, then nothing
        signal: stall
        owner: crm
        status: live
        pattern:
          steps:
            - viewed: Product Viewed
            - absent: Order Completed
              for: 5d
        trigger: {to: crm}
        """);
    PlaybackRequest request =
        new PlaybackRequest(
            List.of(input.toString()),
            "waymark",
            rules,
            null,
            temp.resolve(out),
            parallelism,
            Map.of(),
            false,
            false);
    Map<String, Object> counts = new Playback(request, NOW).play();
    assertThat(counts).containsEntry("applied", (long) lines.size());
    return document(out);
  }

  private Optional<MapCut> document(String out) throws Exception {
    return MapCutDocument.read(
        Files.readAllBytes(temp.resolve(out).resolve(FileSinks.MAP_DOCUMENT)));
  }

  private static StageFigures stage(MapCut cut, String stage) {
    return cut.stages(MapRecord.EVERYBODY).stream()
        .filter(record -> stage.equals(record.stage()))
        .map(MapRecord::stageFigures)
        .findFirst()
        .orElseThrow();
  }
}
