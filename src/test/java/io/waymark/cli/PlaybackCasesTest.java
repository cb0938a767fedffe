package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small inputs that once came out wrong, played as {@code waymark run --input} plays them. */
class PlaybackCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final String ORDERS =
      """
      mapping: orders
      format: csv
      id: record.id
      customer: record.customer
      type: record.type
      time: record.time
      """;
  private static final String CART_THEN_ORDER =
      """
      within: 2h
      steps:
        - cart: Checkout Started
        - order: Order Completed
      """;

  @TempDir private Path temp;

  @Test
  void losesNoRowToAnInchMark() throws Exception {
    Path orders =
        csv(
            "orders.csv",
            "id,customer,type,time,note",
            "r1,c1,Order Completed,2026-03-01T09:00:00Z,laptop 15\" black",
            "r2,c2,Order Completed,2026-03-01T09:01:00Z,mouse",
            "r3,c3,Order Completed,2026-03-01T09:02:00Z,keyboard",
            "r4,c4,Order Completed,2026-03-01T09:03:00Z,screen 27\" curved",
            "r5,c5,Order Completed,2026-03-01T09:04:00Z,cable");
    rule("ordered", "steps:\n  - order: Order Completed\n");

    Map<String, Object> counts = play("out", false, 2, orders);

    assertThat(counts).containsEntry("read", 5L).containsEntry("applied", 5L);
    assertThat(customers("out")).containsExactly("c1", "c2", "c3", "c4", "c5");
  }

  @Test
  void doesNotMakeOneCustomerOfTwoWhoseNamesAreNoUtf8() throws Exception {
    String[] rows = {
      "id,customer,type,time",
      "1,J\u00f6rg,Payment Failed,2026-03-01T09:00:00Z",
      "2,J\u00fcrg,Payment Failed,2026-03-01T09:01:00Z"
    };
    Path latin = csv(StandardCharsets.ISO_8859_1, "latin.csv", rows);
    rule("twice", "within: 1h\nsteps:\n  - failure: Payment Failed\n    times: 2\n");

    Map<String, Object> refused = play("refused", false, 1, latin);
    Files.writeString(temp.resolve("mapping.yaml"), ORDERS + "csv: {charset: windows-1252}\n");
    Map<String, Object> applied = play("applied", false, 1, latin);

    assertThat(refused).containsEntry("dead-lettered", 2L).containsEntry("sent", 0L);
    assertThat(applied).containsEntry("applied", 2L).containsEntry("sent", 0L);
  }

  @Test
  void countsTheLinesOfAnInvoiceOnceThatIsThereTwice() throws Exception {
    List<String> rows = new ArrayList<>(List.of("id,customer,type,time"));
    for (int i = 0; i < 40; i++) {
      rows.add("%02d,c1,Order Completed,2026-03-01T09:00:00Z".formatted(i % 20));
    }
    Path invoice = csv("invoice.csv", rows.toArray(String[]::new));
    rule("thirty", "within: 1h\nsteps:\n  - line: Order Completed\n    times: 30\n");
    rule("twenty", "within: 1h\nsteps:\n  - line: Order Completed\n    times: 20\n");

    Map<String, Object> counts = play("out", false, 1, invoice);

    assertThat(counts).containsEntry("applied", 20L).containsEntry("duplicate", 20L);
    assertThat(triggers("out"))
        .extracting(each -> each.at("/data/rule").asText())
        .containsExactly("twenty");
  }

  @Test
  void readsTheHourThatIsThereTwiceInTheOrderOfTheFile() throws Exception {
    Path orders =
        csv(
            "orders.csv",
            "id,customer,type,time",
            "1,c1,Checkout Started,2026-10-25 02:50:00",
            "2,c1,Order Completed,2026-10-25 02:10:00",
            "3,c2,Checkout Started,2027-03-28 01:50:00",
            "4,c2,Order Completed,2027-03-28 03:10:00",
            "5,c3,Order Completed,2027-03-28 02:30:00");
    rule("cart-then-order", CART_THEN_ORDER);
    Files.writeString(
        temp.resolve("mapping.yaml"),
        ORDERS.replace(
            "time: record.time",
            "time: {value: record.time, pattern: 'yyyy-MM-dd HH:mm:ss', zone: Europe/Berlin}"));

    Map<String, Object> counts =
        new Playback(
                request("out", false, 1, List.of(orders.toString())),
                Instant.parse("2028-01-01T00:00:00Z").toEpochMilli())
            .play();

    assertThat(counts).containsEntry("applied", 4L).containsEntry("dead-lettered", 1L);
    assertThat(triggers("out"))
        .extracting(each -> each.get("time").asText())
        .containsExactly("2026-10-25T01:10:00Z", "2027-03-28T01:10:00Z");
  }

  @Test
  void refusesAFileWhoseHeaderDoesNotFitTheMapping() throws Exception {
    Path twice = csv("twice.csv", "id,customer,type,time,type", "1,c1,A,2026-03-01T09:00:00Z,B");
    Path missing = csv("missing.csv", "id,custmer,type,time", "1,c1,A,2026-03-01T09:00:00Z");
    rule("ordered", "steps:\n  - order: A\n");

    assertThatThrownBy(() -> play("out", false, 1, twice, missing))
        .hasMessageContaining("missing.csv with mapping ")
        .hasMessageContaining(
            "line 1: there is no column 'customer', which the mapping reads; did you mean"
                + " 'custmer'?")
        .hasMessageContaining("line 1: column 'type' stands there twice");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void countsEachTouchpointOfARecordThatBecomesSeveral() throws Exception {
    Path orders =
        csv(
            "orders.csv",
            "id,customer,ordered,shipped",
            "1,c1,2026-03-01T09:00:00Z,2026-03-03T09:00:00Z",
            "2,c2,2026-03-02T09:00:00Z,");
    rule("shipped", "within: 7d\nsteps:\n  - order: Order Completed\n  - shipped: Order Shipped\n");
    Files.writeString(
        temp.resolve("mapping.yaml"),
        """
        mapping: orders
        format: csv
        id: record.id
        customer: record.customer
        emit:
          - {type: '"Order Completed"', time: record.ordered}
          - {type: '"Order Shipped"', time: record.shipped, when: record.shipped != ""}
        """);

    Map<String, Object> counts = play("out", false, 2, orders);

    assertThat(counts).containsEntry("read", 3L).containsEntry("applied", 3L);
    assertThat(customers("out")).containsExactly("c1");
  }

  @Test
  void playsAnExportThatIsSortedNewestFirstInOrderOfTime() throws Exception {
    Path export = newestFirst();
    rule("cart-then-order", CART_THEN_ORDER);

    Map<String, Object> counts = play("out", false, 2, export);

    assertThat(counts).containsEntry("applied", 5L).containsEntry("late", 0L);
    assertThat(customers("out")).containsExactly("c2", "c1");
    assertThat(temp.resolve("out/sorted.tmp")).doesNotExist();
  }

  @Test
  void playsTheSameExportAsItLiesAndThenAllButTheFirstIsLateEachTime() throws Exception {
    Path export = newestFirst();
    rule("cart-then-order", CART_THEN_ORDER);

    for (int round = 0; round < 3; round++) {
      Map<String, Object> counts = play("out" + round, true, 1 + round, export);

      assertThat(counts).containsEntry("applied", 1L).containsEntry("late", 4L);
    }
  }

  @Test
  void playsFilesOfDifferentYearsSideBySide() throws Exception {
    Path orders =
        csv(
            "orders.csv",
            "id,customer,type,time",
            "a1,c1,Order Completed,2025-01-01T09:00:00Z",
            "a2,c2,Order Completed,2025-06-01T09:00:00Z");
    Path tickets =
        csv(
            "tickets.csv",
            "id,customer,type,time",
            "b1,c1,Ticket Opened,2025-01-02T09:00:00Z",
            "b2,c2,Ticket Opened,2026-06-01T09:00:00Z");
    Path empty = csv("empty.csv");
    Path header = csv("header.csv", "id,customer,type,time");
    rule(
        "order-then-ticket",
        "within: 7d\nsteps:\n  - order: Order Completed\n  - ticket: Ticket Opened\n");
    rule("quiet", "steps:\n  - order: Order Completed\n  - absent: Ticket Opened\n    for: 3d\n");

    Map<String, Object> counts = play("out", false, 2, tickets, header, orders, empty);

    assertThat(counts).containsEntry("read", 4L).containsEntry("applied", 4L);
    assertThat(triggers("out"))
        .extracting(each -> each.at("/data/rule").asText() + " " + each.get("time").asText())
        .containsExactly("order-then-ticket 2025-01-02T09:00:00Z", "quiet 2025-06-04T09:00:00Z");
  }

  @Test
  void givesTheSameOutputWhateverTheOrderOfFilesAndTheParallelism() throws Exception {
    Path[] files = new Path[3];
    for (int file = 0; file < files.length; file++) {
      List<String> rows = new ArrayList<>(List.of("id,customer,type,time"));
      for (int row = 0; row < 400; row++) {
        int minute = (row * 37 + file * 11) % 400;
        String type = row % 2 == 0 ? "Checkout Started" : "Order Completed";
        rows.add(file + "-" + row + ",c" + row % 23 + "," + type + "," + minute(minute));
      }
      rows.add("no row");
      files[file] = csv("part-" + file + ".csv", rows.toArray(String[]::new));
    }
    rule("cart-then-order", CART_THEN_ORDER);

    play("one", false, 1, files);
    play("four", false, 4, files[2], files[0], files[1]);
    play("lying-one", true, 1, files);
    play("lying-three", true, 3, files[1], files[2], files[0]);

    assertThat(output("four")).isEqualTo(output("one"));
    assertThat(output("lying-three")).isEqualTo(output("lying-one")).isNotEqualTo(output("one"));
    assertThat(triggers("one")).hasSizeGreaterThan(20);
  }

  private Path newestFirst() throws IOException {
    return csv(
        "export.csv",
        "id,customer,type,time",
        "5,c1,Order Completed,2026-03-05T09:00:00Z",
        "4,c1,Checkout Started,2026-03-05T08:30:00Z",
        "3,c2,Order Completed,2026-03-03T09:00:00Z",
        "2,c2,Checkout Started,2026-03-03T08:30:00Z",
        "1,c3,Checkout Started,2026-03-01T08:30:00Z");
  }

  private static String minute(int minute) {
    return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * minute).toString();
  }

  private Path csv(String name, String... rows) throws IOException {
    return csv(StandardCharsets.UTF_8, name, rows);
  }

  private Path csv(Charset charset, String name, String... rows) throws IOException {
    Files.writeString(temp.resolve("mapping.yaml"), ORDERS);
    return Files.write(temp.resolve(name), List.of(rows), charset);
  }

  private void rule(String id, String pattern) throws IOException {
    Files.createDirectories(temp.resolve("rules"));
    Files.writeString(
        temp.resolve("rules").resolve(id + ".yaml"),
        "rule: %s\ntitle: A rule\nsignal: opportunity\nowner: crm\nstatus: live\n".formatted(id)
            + "pattern:\n"
            + pattern.indent(2)
            + "trigger: {to: crm}\n");
    Files.writeString(temp.resolve("mapping.yaml"), ORDERS);
  }

  private Map<String, Object> play(String out, boolean asIs, int parallelism, Path... files)
      throws Exception {
    List<String> inputs = Stream.of(files).map(Path::toString).toList();
    return new Playback(request(out, asIs, parallelism, inputs), NOW).play();
  }

  private PlaybackRequest request(String out, boolean asIs, int parallelism, List<String> inputs) {
    return new PlaybackRequest(
        inputs,
        temp.resolve("mapping.yaml").toString(),
        temp.resolve("rules"),
        null,
        temp.resolve(out),
        parallelism,
        Map.of(),
        asIs,
        false);
  }

  private List<String> customers(String out) throws IOException {
    return triggers(out).stream().map(trigger -> trigger.at("/data/customer").asText()).toList();
  }

  private List<JsonNode> triggers(String out) throws IOException {
    List<JsonNode> triggers = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve("triggers.jsonl"))) {
      triggers.add(JSON.readTree(line));
    }
    return triggers;
  }

  /** Returns all lines of all files, without the fields that tell the time on the wall. */
  private Map<String, List<JsonNode>> output(String out) throws IOException {
    Map<String, List<JsonNode>> output = new LinkedHashMap<>();
    for (String topic : List.of("triggers", "decisions", "transitions", "dead-letters")) {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(temp.resolve(out).resolve(topic + ".jsonl"))) {
        lines.add(withoutWallClock(JSON.readTree(line)));
      }
      output.put(topic, lines);
    }
    assertThat(Topics.OUTPUTS).hasSizeGreaterThan(output.size());
    return output;
  }

  private static JsonNode withoutWallClock(JsonNode line) {
    if (line.at("/data/latency") instanceof ObjectNode latency) {
      latency.remove(List.of("matchedAt", "emittedAt"));
    }
    return line;
  }
}
