package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import io.waymark.wire.TouchpointDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing leaves Waymark in another form than {@code schemas/} tells others to expect. */
class DocumentsMatchSchemasTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00.250Z").toEpochMilli();
  private static final Position RECORD = new Position("waymark.touchpoints", 3, 1021);

  @ParameterizedTest
  @EnumSource
  void triggerWithAllFields(Signal signal) {
    JsonNode json =
        trigger(
            signal,
            "purchase",
            "o1",
            NOON + 1,
            Map.of("code", "x", "amounts", List.of(1L, 2.5)),
            new Latency(NOON, NOON + 5, NOON + 6));

    assertValid("trigger", json);
    assertThat(json.get("data").get("latency").get("receivedAt")).isNotNull();
  }

  @Test
  void triggerOfADeadlineWithoutOptionalFields() {
    JsonNode json =
        trigger(Signal.STALL, null, null, null, Map.of(), new Latency(NOON, null, NOON + 6));

    assertValid("trigger", json);
    assertThat(json.has("expirytime")).isFalse();
    assertThat(json.get("data").has("stage")).isFalse();
    assertThat(json.get("data").has("correlation")).isFalse();
    assertThat(json.get("data").get("latency").has("receivedAt")).isFalse();
  }

  @Test
  void decisionThatWasSent() {
    JsonNode json = decision("purchase", "o1", null);

    assertValid("decision", json);
    assertThat(json.has("gate")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void decisionThatAGateWithheld(Gate gate) {
    assertValid("decision", decision(null, null, gate));
  }

  @Test
  void transitionToTheFirstStageAndToALaterOne() {
    assertValid("transition", transition(null));
    assertValid("transition", transition("awareness"));
  }

  @ParameterizedTest
  @EnumSource
  void deadLetterForEveryReason(Reason reason) {
    assertValid("dead-letter", deadLetter(RECORD, reason, text("{"), 1));
  }

  @Test
  void deadLetterOfALineThatIsNoText() {
    JsonNode json =
        deadLetter(Position.line("a.csv", 1), Reason.NOT_CSV, new byte[] {-1, 0, 34}, 3);

    assertValid("dead-letter", json);
    assertThat(json.get("originalBase64").asText()).isEqualTo("/wAi");
  }

  @Test
  void deadLetterThatWasCut() {
    JsonNode json = deadLetter(RECORD, Reason.TOO_LARGE, text("{\"id\": "), 2_097_152);

    assertValid("dead-letter", json);
    assertThat(json.get("originalSize").asLong()).isEqualTo(2_097_152);
  }

  @Test
  void deadLetterOfNothingAtAll() {
    assertValid("dead-letter", deadLetter(RECORD, Reason.NOT_JSON, new byte[0], 0));
  }

  @Test
  void ruleThatIsLiveOrRemoved() {
    assertValid("rule-status", status("9b1e", RuleStatus.State.LIVE, List.of()));
    assertValid("rule-status", status(null, RuleStatus.State.REMOVED, List.of()));
  }

  @Test
  void ruleThatWasRefusedWithItsProblems() {
    Problem problem = new Problem("rule.yaml", 3, 7, "unknown key 'x'", "  x: 1");

    assertValid("rule-status", status("9b1e", RuleStatus.State.REFUSED, List.of(problem)));
  }

  @Test
  void touchpointWithAllFieldsAndWithFew() {
    assertValid(
        "touchpoint",
        touchpoint(
            new Touchpoint(
                "t1", "anna", "cookie", "page", "web", NOON, -1.0, Map.of("a", Map.of("b", 1L)))));
    assertValid(
        "touchpoint",
        touchpoint(new Touchpoint("t1", "anna", null, "page", null, NOON, null, Map.of())));
    assertValid(
        "touchpoint",
        touchpoint(new Touchpoint("t1", "cookie", "cookie", "page", null, NOON, null, Map.of())));
  }

  private static void assertValid(String schema, JsonNode document) {
    assertThat(Schemas.problems(schema, document)).as("%s", document).isEmpty();
  }

  private static JsonNode trigger(
      Signal signal,
      String stage,
      String correlation,
      Long expires,
      Map<String, Object> data,
      Latency latency) {
    Trigger trigger =
        new Trigger(
            "6f1c",
            "promoter",
            "9b1e",
            "Title",
            signal,
            "crm",
            "email",
            50,
            "anna",
            stage,
            correlation,
            "Order Completed",
            NOON,
            expires,
            List.of(new Evidence("order", "t1", "Order Completed", NOON)),
            data,
            latency);
    return json(Topics.TRIGGERS.document().write(trigger, NOON + 7));
  }

  private static JsonNode decision(String stage, String correlation, Gate gate) {
    return json(
        write(
            Topics.DECISIONS,
            new Decision(
                "6f1c",
                "promoter",
                "9b1e",
                Signal.STALL,
                "anna",
                stage,
                correlation,
                NOON,
                gate,
                "Order Completed")));
  }

  private static JsonNode transition(String from) {
    return json(
        write(
            Topics.TRANSITIONS,
            new Transition("anna", from, "purchase", "t1", "Order Completed", NOON)));
  }

  private static JsonNode deadLetter(
      Position position, Reason reason, byte[] original, long originalSize) {
    return json(
        write(
            Topics.DEAD_LETTERS,
            new DeadLetter(position, reason, "what is wrong", original, originalSize, NOON)));
  }

  private static JsonNode status(String version, RuleStatus.State state, List<Problem> problems) {
    return json(
        write(
            Topics.RULE_STATUS, new RuleStatus("promoter", version, state, problems, 0, 4, NOON)));
  }

  private static JsonNode touchpoint(Touchpoint touchpoint) {
    return json(TouchpointDocument.INSTANCE.write(touchpoint));
  }

  private static <T extends Outgoing> byte[] write(OutputTopic<T> topic, T record) {
    return topic.document().write(record, NOON);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] bytes) {
    return Schemas.json(new String(bytes, StandardCharsets.UTF_8));
  }
}
