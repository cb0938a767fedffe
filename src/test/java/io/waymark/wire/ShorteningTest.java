package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.Schemas;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.MapRecord;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No document is larger than Kafka takes by default; each says what is left out of it. */
class ShorteningTest {
  private static final long NOON = DocumentSamples.NOON;

  @Test
  void leavesADocumentOfTheMostBytesAsItIs() {
    Document<DeadLetter> letters = Topics.DEAD_LETTERS.document();
    DeadLetter largest = letter("x".repeat(DeadLetter.MOST_BYTES).getBytes(StandardCharsets.UTF_8));

    assertThat(letters.write(largest, 0)).hasSizeLessThan(Document.MOST_BYTES);
    assertThat(letters.isPartial(largest)).isFalse();
  }

  @Test
  void leavesOutTheLargestEntriesOfATriggersDataFirst() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", "card_declined");
    data.put("all", traits(200, 30_000));
    data.put("some", traits(10, 30_000));
    data.put("a/b~", traits(31, 30_000));

    JsonNode json = shortened(Topics.TRIGGERS, trigger(data, evidence(3, 8)));

    assertThat(texts(json.at("/data/leftOut"))).containsExactly("/data/all", "/data/a~1b~0");
    assertThat(json.at("/data/data").fieldNames()).toIterable().containsExactly("code", "some");
    assertThat(json.at("/data/data/some")).hasSize(10);
    assertThat(json.at("/data/touchpoints")).hasSize(3);
  }

  @Test
  void leavesOutTouchpointsBetweenTheFirstAndTheLastWhenDataIsNotEnough() {
    Trigger large = trigger(Map.of("code", "x"), evidence(800, 1_100));

    JsonNode json = shortened(Topics.TRIGGERS, large);

    List<String> ids = new ArrayList<>();
    json.at("/data/touchpoints").forEach(each -> ids.add(each.get("id").asText()));
    List<String> all = large.touchpoints().stream().map(Evidence::id).toList();
    assertThat(texts(json.at("/data/leftOut"))).containsExactly("/data/code", "/touchpoints");
    assertThat(ids).hasSizeBetween(700, 799);
    assertThat(ids.get(0)).isEqualTo(all.get(0));
    assertThat(ids.subList(1, ids.size()))
        .isEqualTo(all.subList(all.size() - ids.size() + 1, all.size()));
  }

  @Test
  void keepsNumbersAsTheyWere() {
    Map<String, Object> data =
        Map.of("price", 0.1, "count", Long.MAX_VALUE, "all", traits(40, 30_000));

    JsonNode json = shortened(Topics.TRIGGERS, trigger(data, evidence(1, 8)));

    assertThat(json.at("/data/data").toString())
        .isIn(
            "{\"price\":0.1,\"count\":9223372036854775807}",
            "{\"count\":9223372036854775807,\"price\":0.1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\n", "\u0001", "é", "€", "👋", "\\", "\uD83D"})
  void cutsLongTextsBetweenTwoCharacters(String character) {
    Decision decision =
        new Decision(
            "6f1c",
            "promoter",
            "9b1e",
            null,
            Signal.STALL,
            "anna",
            null,
            character.repeat(600_000),
            NOON,
            Decision.Outcome.SENT,
            null,
            null,
            null,
            null,
            character.repeat(500_000),
            List.of());

    byte[] written = Topics.DECISIONS.document().write(decision, 0);
    JsonNode json =
        written.length > Document.MOST_BYTES
            ? shortened(Topics.DECISIONS, decision)
            : Schemas.json(new String(written, StandardCharsets.UTF_8));

    assertThat(texts(json.get("leftOut"))).startsWith("/correlation");
    assertThat(json.get("correlation").asText()).hasSizeLessThan(600_000 * character.length());
    assertThat(json.get("correlation").asText().replace(character, "").replace("?", "")).isEmpty();
  }

  @Test
  void leavesOutTheLargestPropertiesOfAnAppliedTouchpoint() throws Exception {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("orderId", "4711");
    properties.put("note", "x".repeat(2_000_000));
    properties.put("total", 59.9);
    Touchpoint touchpoint =
        new Touchpoint("t1", "anna", null, "Order Completed", "web", NOON, 0.5, properties);

    JsonNode json = shortened(Topics.APPLIED, new Applied(touchpoint, "purchase", null, false));

    assertThat(texts(json.get("leftOut"))).containsExactly("/properties/note");
    properties.remove("note");
    assertThat(Topics.APPLIED.document().read(json.toString().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Applied(touchpoint, "purchase", null, false));
  }

  @Test
  void keepsTheFirstProblemsOfARefusedRule() {
    List<Problem> problems =
        IntStream.range(0, 100)
            .mapToObj(n -> new Problem("r.yaml", 1 + n, 1, "m".repeat(60_000), "x"))
            .toList();
    RuleStatus status = new RuleStatus("r", null, RuleStatus.State.REFUSED, problems, 0, 1, NOON);

    JsonNode json = shortened(Topics.RULE_STATUS, status);

    assertThat(texts(json.get("leftOut"))).containsExactly("/problems");
    assertThat(json.get("problems")).hasSize(14);
    assertThat(json.at("/problems/13/line").asInt()).isEqualTo(14);
  }

  @Test
  void cutsTheOnlyProblemOfARefusedRule() {
    Problem problem = new Problem("r.yaml", 1, 1, "m".repeat(2_000_000), "x");
    RuleStatus status =
        new RuleStatus("r", null, RuleStatus.State.REFUSED, List.of(problem), 0, 1, NOON);

    JsonNode json = shortened(Topics.RULE_STATUS, status);

    assertThat(texts(json.get("leftOut"))).containsExactly("/problems/0/message");
    assertThat(json.at("/problems/0/message").asText()).hasSizeGreaterThan(890_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\\", "\n", "\u0000", "é", "👋"})
  void keepsAsMuchOfALargeOriginalAsFitsWhateverIsInIt(String character) throws Exception {
    byte[] original = character.repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
    DeadLetter letter = letter(original);
    Document<DeadLetter> letters = Topics.DEAD_LETTERS.document();

    byte[] json = letters.write(letter, 0);

    assertThat(letters.isPartial(letter)).isTrue();
    assertThat(json).hasSizeLessThan(Document.MOST_BYTES);
    assertThat(Schemas.problems(letters.schema(), parsed(json))).isEmpty();
    DeadLetter read = letters.read(json);
    assertThat(read.isCut()).isTrue();
    assertThat(read.original().length).isBetween(DeadLetter.MOST_BYTES - 3, DeadLetter.MOST_BYTES);
    assertThat(Arrays.mismatch(read.original(), original)).isEqualTo(read.original().length);
  }

  @Test
  void leavesOutTheCellsOfASegmentBeforeItsWays() {
    MapRecord cells = MapSamples.segment("all", NOON, 500, 300);
    MapRecord both = MapSamples.segment("all", NOON, 800, 650);

    JsonNode withoutCells = shortened(Topics.JOURNEY_MAP, cells);
    JsonNode withoutBoth = shortened(Topics.JOURNEY_MAP, both);

    assertThat(texts(withoutCells.get("leftOut"))).containsExactly("/segmentFigures/removals");
    assertThat(withoutCells.at("/segmentFigures/ways")).hasSize(500);
    assertThat(withoutCells.at("/segmentFigures/removals")).hasSizeBetween(100, 400);
    assertThat(texts(withoutBoth.get("leftOut")))
        .containsExactly("/segmentFigures/removals", "/segmentFigures/ways");
    assertThat(withoutBoth.at("/segmentFigures/ways")).hasSizeGreaterThan(250);
    assertThat(withoutBoth.at("/segmentFigures/ways/0"))
        .isEqualTo(
            parsed(Topics.JOURNEY_MAP.document().write(both, NOON)).at("/segmentFigures/ways/0"));
  }

  @Test
  void shortensRandomDocumentsAlwaysInTheSameWay() {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Map<String, Object> data = new LinkedHashMap<>();
      for (int entry = random.nextInt(6); entry > 0; entry--) {
        data.put("e" + entry, traits(1 + random.nextInt(20), random.nextInt(40_000)));
      }
      data.put("large", traits(31, 30_000));
      Trigger large = trigger(data, evidence(1 + random.nextInt(800), 1 + random.nextInt(700)));

      JsonNode json = shortened(Topics.TRIGGERS, large);

      assertThat(json).isEqualTo(shortened(Topics.TRIGGERS, large));
      assertThat(texts(json.at("/data/leftOut"))).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  private static <T extends Outgoing> JsonNode shortened(OutputTopic<T> topic, T record) {
    byte[] whole = topic.document().write(record, NOON);
    assertThat(whole).hasSizeGreaterThan(Document.MOST_BYTES);

    byte[] json = topic.document().shorten(whole);

    assertThat(json).hasSizeBetween(1, Document.MOST_BYTES);
    assertThat(Schemas.problems(topic.document().schema(), parsed(json))).isEmpty();
    return parsed(json);
  }

  private static JsonNode parsed(byte[] json) {
    return Schemas.json(new String(json, StandardCharsets.UTF_8));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Map<String, Object> traits(int count, int size) {
    Map<String, Object> traits = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(n -> traits.put("trait-" + n, "t".repeat(size)));
    return traits;
  }

  private static List<Evidence> evidence(int count, int idSize) {
    return IntStream.range(0, count)
        .mapToObj(n -> new Evidence("step", n + "x".repeat(idSize), "Page", NOON + n))
        .toList();
  }

  private static Trigger trigger(Map<String, Object> data, List<Evidence> touchpoints) {
    return new Trigger(
        "6f1c",
        "promoter",
        "9b1e",
        "title",
        Signal.ADVOCACY,
        "owner",
        "desk",
        50,
        "anna",
        null,
        null,
        null,
        "why",
        NOON,
        null,
        touchpoints,
        Collections.unmodifiableMap(data),
        new Latency(NOON, NOON, NOON));
  }

  private static DeadLetter letter(byte[] original) {
    return new DeadLetter(
        new Position("waymark.touchpoints", 3, 1021),
        DeadLetter.Reason.TOO_LARGE,
        "cut",
        original,
        original.length,
        NOON);
  }
}
