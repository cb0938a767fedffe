package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.Schemas;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole cuts of the journey map: as they are read from the topic, and their two forms in files. */
class MapCutTest {
  private static final long NOON = DocumentSamples.NOON;

  private final CutReader reader = new CutReader();

  @Test
  void areEmptyUntilTheFirstIsClosed() {
    reader.add(MapSamples.stage("all", "purchase", 2, NOON, 5));

    assertThat(reader.cut()).isEmpty();
  }

  @Test
  void changeAllAtOnceWhenTheNextIsClosed() {
    reader.add(MapSamples.stage("all", "purchase", 2, NOON, 5));
    reader.add(MapSamples.stage("all", "awareness", 0, NOON, 7));
    assertThat(reader.add(close(NOON))).isTrue();
    MapCut first = reader.cut().orElseThrow();

    assertThat(reader.add(MapSamples.stage("all", "purchase", 2, NOON + 2_000, 6))).isFalse();
    assertThat(reader.cut()).contains(first);
    reader.add(close(NOON + 2_000));

    assertThat(hereNow(first)).containsExactly("awareness 7", "purchase 5");
    assertThat(hereNow(reader.cut().orElseThrow())).containsExactly("awareness 7", "purchase 6");
    assertThat(reader.cut().orElseThrow().asOfMillis()).isEqualTo(NOON + 2_000);
  }

  @Test
  void haveNothingOfAnEarlierMapOnTheSameTopic() {
    reader.add(MapSamples.stage("all", "gone", 1, NOON, 9).ofMap(1L));
    reader.add(MapSamples.stage("all", "older", 1, NOON, 9));
    reader.add(MapSamples.stage("all", "purchase", 2, NOON, 5).ofMap(2L));
    reader.add(close(NOON).ofMap(2L));

    assertThat(hereNow(reader.cut().orElseThrow())).containsExactly("purchase 5");
  }

  @Test
  void beginAnewWhereAnotherMapBegins() {
    reader.add(MapSamples.stage("all", "gone", 1, NOON, 9));
    reader.add(close(NOON));
    reader.add(MapSamples.stage("all", "purchase", 2, NOON, 5).ofMap(2L));
    reader.add(close(NOON).ofMap(2L));
    MapCut first = reader.cut().orElseThrow();
    reader.add(MapSamples.stage("all", "awareness", 0, NOON, 7).ofMap(2L));
    reader.add(close(NOON + 2_000).ofMap(2L));

    assertThat(hereNow(first)).containsExactly("purchase 5");
    assertThat(hereNow(reader.cut().orElseThrow())).containsExactly("awareness 7", "purchase 5");
  }

  @Test
  void showEverybodyFirstAndStagesInTheOrderOfTheLifecycle() {
    for (MapRecord record :
        List.of(
            MapSamples.stage("a segment", "purchase", 2, NOON, 1),
            MapSamples.cell("all", "awareness", "web", "page", NOON),
            MapSamples.stage("all", "purchase", 2, NOON, 1),
            MapSamples.cell("all", "awareness", "app", "page", NOON),
            MapSamples.segment("all", NOON, 1, 1),
            MapSamples.stage("all", "awareness", 0, NOON, 1))) {
      reader.add(record);
    }
    reader.add(close(NOON));

    assertThat(reader.cut().orElseThrow().records())
        .extracting(MapRecord::key)
        .containsExactly(
            "segment/all",
            "segment/all/awareness",
            "segment/all/awareness/app/page",
            "segment/all/awareness/web/page",
            "segment/all/purchase",
            "segment/a segment/purchase");
    assertThat(reader.cut().orElseThrow().segments()).containsExactly("all", "a segment");
  }

  @Test
  void areReadFromADocumentAsTheyWereWritten() throws Exception {
    MapCut cut = cut("all");

    byte[] json = document(Optional.of(cut));

    assertThat(MapCutDocument.read(json)).contains(cut);
    assertThat(Schemas.json(new String(json, StandardCharsets.UTF_8)).get("records"))
        .hasSize(3)
        .allSatisfy(record -> assertThat(Schemas.problems("journey-map", record)).isEmpty());
  }

  @Test
  void areReadFromADocumentWithoutACut() throws Exception {
    assertThat(MapCutDocument.read(document(Optional.empty()))).isEmpty();
  }

  @Test
  void areATableWhoseRowsHaveAllColumns() throws Exception {
    StringBuilder csv = new StringBuilder();

    MapCsv.writeHeader(csv);
    MapCsv.write(cut("all"), csv);

    List<String> lines = List.of(csv.toString().split("\r\n"));
    assertThat(lines).hasSize(3);
    assertThat(lines).allSatisfy(line -> assertThat(values(line)).hasSize(MapCsv.COLUMNS.size()));
    assertThat(value(lines.get(1), "here_now")).isEqualTo("5");
    assertThat(value(lines.get(1), "dwell_p50_seconds")).isEqualTo("5400.0");
    assertThat(value(lines.get(1), "dwell_p90_seconds")).isEmpty();
    assertThat(value(lines.get(1), "progress_high")).isEqualTo("0.63");
    assertThat(value(lines.get(1), "deviations")).isEqualTo("late=9 missing=4");
    assertThat(value(lines.get(2), "lost_at_least")).isEqualTo("17");
    assertThat(value(lines.get(2), "effect_n")).isEqualTo("90");
  }

  @Test
  void quoteInATableWhatHoldsCommasQuotesOrLineBreaks() throws Exception {
    StringBuilder csv = new StringBuilder();

    MapCsv.write(
        new MapCut(NOON, List.of(MapSamples.stage("new, \"big\"\nones", "purchase", 2, NOON, 5))),
        csv);

    assertThat(csv.toString())
        .startsWith("2026-03-01T12:00:00.250Z,\"new, \"\"big\"\"\nones\",purchase,,,all,5,");
  }

  private static String value(String line, String column) {
    return values(line).get(MapCsv.COLUMNS.indexOf(column));
  }

  private static List<String> values(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  private static MapCut cut(String segment) {
    return MapCut.of(
        NOON,
        List.of(
            MapSamples.segment(segment, NOON, 2, 2),
            MapSamples.stage(segment, "purchase", 2, NOON, 5),
            MapSamples.cell(segment, "purchase", "web", "Payment Failed", NOON)));
  }

  private static byte[] document(Optional<MapCut> cut) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MapCutDocument.write(cut, record -> Topics.JOURNEY_MAP.document().write(record, 0), out);
    return out.toByteArray();
  }

  private static MapRecord close(long asOf) {
    return MapRecord.closing(asOf, new CutFigures(2));
  }

  private static List<String> hereNow(MapCut cut) {
    return cut.stages("all").stream()
        .map(record -> record.stage() + " " + record.stageFigures().hereNow())
        .toList();
  }
}
