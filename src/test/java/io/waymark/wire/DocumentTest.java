package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.model.Outgoing;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document is read as the record that was written; malformed ones say what is wrong. */
class DocumentTest {
  @ParameterizedTest
  @MethodSource("topics")
  <T extends Outgoing> void readsWhatItWrote(OutputTopic<T> topic) throws Exception {
    for (T sample : DocumentSamples.of(topic)) {
      byte[] json = topic.document().write(sample, emittedMillis(sample));

      assertThat(topic.document().read(json))
          .as("%s", new String(json, StandardCharsets.UTF_8))
          .usingRecursiveComparison()
          .isEqualTo(sample);
    }
  }

  @Test
  void readsTheTouchpointsItWrote() throws Exception {
    for (Touchpoint sample : DocumentSamples.touchpoints().toList()) {
      byte[] json = TouchpointDocument.INSTANCE.write(sample);

      assertThat(TouchpointDocument.INSTANCE.read(json))
          .as("%s", new String(json, StandardCharsets.UTF_8))
          .isEqualTo(sample);
    }
  }

  @Test
  void readsATransitionOfTheFirstReleaseWhichHasNoId() throws Exception {
    Transition transition = new Transition("c", null, "t", "i", "p", 0);
    byte[] json = Topics.TRANSITIONS.document().write(transition, 0);
    String withoutId =
        new String(json, StandardCharsets.UTF_8).replaceFirst("\"id\":\"\\w+\",", "");

    assertThat(withoutId).startsWith("{\"customer\"");
    assertThat(Topics.TRANSITIONS.document().read(withoutId.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(transition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                        | the document is no object
          {}                                        | customer is missing
          {"customer": 7}                           | customer is no text
          {"customer": null}                        | customer is missing
          {"customer": "c", "to": "t", "cause": "i", "causeType": "p"}                      | time is missing
          {"customer": "c", "to": "t", "cause": "i", "causeType": "p", "time": "noon"}      | time is no time of ISO 8601
          {"customer": "c", "to": "t", "cause": "i", "causeType": "p", "time": 5}           | time is no text
          """)
  void saysWhatIsWrongWithATransition(String json, String message) {
    assertMalformed(Topics.TRANSITIONS.document(), json, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"rule": "r", "state": "gone"}                                          | state 'gone' is not known
          {"rule": "r", "state": "live", "problems": {}}                          | problems is no list
          {"rule": "r", "state": "live", "problems": [1]}                         | an item of problems is no object
          {"rule": "r", "state": "live", "problems": [], "subtask": 1.5}          | subtask is no integer
          {"rule": "r", "state": "live", "problems": [], "subtask": 2147483648}   | subtask is too large
          """)
  void saysWhatIsWrongWithAStatus(String json, String message) {
    assertMalformed(Topics.RULE_STATUS.document(), json, message);
  }

  @Test
  void saysWhatIsWrongWithTheOthers() {
    assertMalformed(Topics.TRIGGERS.document(), "{\"data\": []}", "data is no object");
    assertMalformed(Topics.DECISIONS.document(), "{}", "id is missing");
    assertMalformed(
        Topics.DEAD_LETTERS.document(),
        "{\"originalBase64\": \"?\"}",
        "originalBase64 is no Base64");
    assertMalformed(
        Topics.APPLIED.document(),
        """
        {"id": "t", "customer": "c", "type": "page", "time": "2026-03-01T12:00:00Z"}""",
        "stageEntered is missing");
    assertMalformed(
        Topics.APPLIED.document(),
        """
        {"id": "t", "customer": "c", "type": "page", "time": "2026-03-01T12:00:00Z", "stageEntered": 1}""",
        "stageEntered is neither true nor false");
    assertMalformed(TouchpointDocument.INSTANCE, "{}", "customer and anonymousId are both missing");
  }

  @Test
  void saysThatBytesAreNotJson() {
    for (Document<?> document : documents()) {
      assertThatThrownBy(() -> document.read("{".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedDocumentException.class)
          .hasMessageStartingWith("not JSON: ");
      assertMalformed(document, "", "the document is no object");
    }
  }

  static List<OutputTopic<?>> topics() {
    return Topics.OUTPUTS.stream().<OutputTopic<?>>map(topic -> topic).toList();
  }

  private static List<? extends Document<?>> documents() {
    return topics().stream().map(OutputTopic::document).toList();
  }

  private static long emittedMillis(Outgoing sample) {
    return sample instanceof Trigger trigger
        ? Objects.requireNonNull(trigger.latency().emittedMillis())
        : 0;
  }

  private static void assertMalformed(Document<?> document, String json, String message) {
    assertThatThrownBy(() -> document.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage(message);
  }
}
