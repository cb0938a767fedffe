package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that a playback sums up, for people and for programs. */
class PlaybackSummaryTest {
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();

  @TempDir private Path temp;

  @Test
  void saysWhichRulesLostRunsOfOneCustomer() throws Exception {
    List<String> views = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      views.add(sku("v" + i, "Product Viewed", i, "s" + i));
    }
    views.add(sku("o1", "Order Completed", 200, "s3"));
    Path input = Files.write(temp.resolve("input.jsonl"), views);
    rule(
        "bought-what-was-viewed",
        """
        within: 1h
        steps:
          - viewed: Product Viewed
          - order: Order Completed
            where: event.properties.sku == viewed.last.properties.sku
        """);

    Map<String, Object> counts = playback(input).play();
    String summary = summary(counts);

    long sent = (Long) counts.get("sent");
    long dropped = (Long) counts.get("dropped-runs");
    // A hundred of the 150 runs are kept, those that began last; the product is of the fourth.
    assertThat(sent).isZero();
    assertThat(dropped).isEqualTo(50);
    assertThat(summary)
        .contains("50 open runs dropped because")
        .containsPattern("bought-what-was-viewed +50\n")
        .doesNotContain("traits");
  }

  @Test
  void saysHowManyTraitsWereNotKept() throws Exception {
    Path input =
        Files.write(
            temp.resolve("input.jsonl"),
            List.of(traits("c1", 0, 150), traits("c1", 100, 250), traits("c2", 0, 200)));
    rule("ordered", "steps:\n  - order: Order Completed\n");

    Map<String, Object> counts = playback(input).play();
    String summary = summary(counts);

    assertThat(counts).containsEntry("applied", 3L).containsEntry("dropped-traits", 50L);
    assertThat(summary)
        .contains("50 traits of customers above the cap, not kept")
        .doesNotContain("runs dropped");
  }

  @Test
  void namesRulesThatNeverMatchedAndTypesThatNeverCame() throws Exception {
    Path input = Files.writeString(temp.resolve("input.jsonl"), sku("o1", "Order Made", 0, "s"));
    rule("ordered", "steps:\n  - order: Order Completed\n");
    Playback playback = playback(input);

    int exitCode = playback.run();

    JsonNode summary = new ObjectMapper().readTree(temp.resolve("out/summary.json").toFile());
    assertThat(exitCode).isZero();
    assertThat(summary.at("/rules/ordered/matches").asInt(-1)).isZero();
    assertThat(summary.at("/types/Order Made").asInt()).isEqualTo(1);
    assertThat(summary.at("/counts/applied").asInt()).isEqualTo(1);
    assertThat(summary.at("/warnings/0").asText())
        .startsWith("rule ordered asks for 'Order Completed', which did not come");
  }

  @Test
  void countsOfEachTypeWhatWasAppliedAndNotWhatCameTwice() throws Exception {
    Path input =
        Files.write(
            temp.resolve("input.jsonl"),
            List.of(
                sku("v1", "Product Viewed", 0, "s"),
                sku("v1", "Product Viewed", 0, "s"),
                sku("o1", "Order Completed", 1, "s")));
    rule("ordered", "steps:\n  - order: Order Completed\n");

    playback(input).run();

    JsonNode summary = new ObjectMapper().readTree(temp.resolve("out/summary.json").toFile());
    assertThat(summary.at("/counts/duplicate").asInt()).isEqualTo(1);
    assertThat(summary.at("/types/Product Viewed").asInt()).isEqualTo(1);
    assertThat(summary.at("/types/Order Completed").asInt()).isEqualTo(1);
  }

  @Test
  void totalsTriggersByRuleAndStage() throws Exception {
    Path input =
        Files.write(
            temp.resolve("input.jsonl"),
            List.of(
                sku("v1", "Product Viewed", 0, "s"),
                sku("o1", "Order Completed", 1, "s"),
                sku("o2", "Order Completed", 2, "s")));
    rule("ordered", "steps:\n  - order: Order Completed\n");
    rule("viewed", "steps:\n  - view: Product Viewed\n");
    Playback playback = playback(input);

    PlaybackResult result = playback.result(playback.play());
    List<String> lines = Summary.lines(result, temp.resolve("out"), 1);
    SummaryFile.write(temp.resolve("out"), result);

    JsonNode summary = new ObjectMapper().readTree(temp.resolve("out/summary.json").toFile());
    assertThat(lines)
        .containsSequence(
            "stage                                         sent",
            "consideration                                    1",
            "purchase                                         1",
            "retention                                        1");
    assertThat(summary.at("/sentInStage"))
        .isEqualTo(json("{\"consideration\": 1, \"purchase\": 1, \"retention\": 1}"));
    assertThat(summary.at("/rules/ordered/sentInStage"))
        .isEqualTo(json("{\"purchase\": 1, \"retention\": 1}"));
    assertThat(summary.at("/rules/viewed/sentInStage")).isEqualTo(json("{\"consideration\": 1}"));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void failsWhereNoInputCouldBeUsed() throws Exception {
    Path input = Files.writeString(temp.resolve("input.jsonl"), "no json\n");
    rule("ordered", "steps:\n  - order: Order Completed\n");

    assertThat(playback(input).run()).isEqualTo(1);
  }

  /** Returns a touchpoint of the traits from one number to another. */
  private static String traits(String customer, int from, int to) {
    StringJoiner traits = new StringJoiner(", ", "{", "}");
    for (int i = from; i < to; i++) {
      traits.add("\"trait%d\": %d".formatted(i, i));
    }
    return String.format(
        "{\"id\": \"%s-%d\", \"customer\": \"%s\", \"type\": \"%s\","
            + " \"time\": \"2026-03-01T09:00:00Z\", \"properties\": %s}",
        customer, from, customer, Touchpoint.IDENTIFY, traits);
  }

  private static String sku(String id, String type, int seconds, String sku) {
    return String.format(
        "{\"id\": \"%s\", \"customer\": \"c1\", \"type\": \"%s\", \"time\": \"%s\","
            + " \"properties\": {\"sku\": \"%s\"}}",
        id, type, Instant.parse("2026-03-01T09:00:00Z").plusSeconds(seconds), sku);
  }

  private void rule(String id, String pattern) throws IOException {
    Files.createDirectories(temp.resolve("rules"));
    Files.writeString(
        temp.resolve("rules").resolve(id + ".yaml"),
        "rule: %s\ntitle: A rule\nsignal: opportunity\nowner: crm\nstatus: live\n".formatted(id)
            + "pattern:\n"
            + pattern.indent(2)
            + "trigger: {to: crm}\n");
  }

  private Playback playback(Path input) throws CommandException {
    return new Playback(
        new PlaybackRequest(
            List.of(input.toString()),
            "waymark",
            temp.resolve("rules"),
            null,
            temp.resolve("out"),
            2,
            Map.of(),
            false,
            false),
        NOW);
  }

  private String summary(Map<String, Object> counts) throws IOException {
    PlaybackResult result = new PlaybackResult(temp.resolve("out"), counts, List.of());
    return String.join("\n", Summary.lines(result, temp.resolve("out"), 1)) + "\n";
  }
}
