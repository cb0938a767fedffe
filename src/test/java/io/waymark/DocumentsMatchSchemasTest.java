package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.model.Outgoing;
import io.waymark.wire.DocumentSamples;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import io.waymark.wire.TouchpointDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that all that leaves Waymark has the form that {@code schemas/} tells others to expect. A
 * topic without a schema or without samples fails here.
 */
class DocumentsMatchSchemasTest {
  private static final long NOW = Instant.parse("2026-03-01T12:00:01Z").toEpochMilli();

  @ParameterizedTest
  @MethodSource("topics")
  <T extends Outgoing> void everyDocumentOfATopicIsValid(OutputTopic<T> topic) {
    for (T sample : DocumentSamples.of(topic)) {
      assertValid(topic.document().schema(), topic.document().write(sample, NOW));
    }
  }

  @Test
  void everyTouchpointIsValid() {
    DocumentSamples.touchpoints()
        .forEach(
            sample ->
                assertValid(
                    TouchpointDocument.INSTANCE.schema(),
                    TouchpointDocument.INSTANCE.write(sample)));
  }

  @Test
  void schemasAreDistinct() {
    assertThat(topics()).extracting(topic -> topic.document().schema()).doesNotHaveDuplicates();
  }

  static List<OutputTopic<?>> topics() {
    return Topics.OUTPUTS.stream().<OutputTopic<?>>map(topic -> topic).toList();
  }

  private static void assertValid(String schema, byte[] document) {
    assertThat(Schemas.file(schema)).exists();
    JsonNode json = Schemas.json(new String(document, StandardCharsets.UTF_8));
    assertThat(Schemas.problems(schema, json)).as("%s", json).isEmpty();
  }
}
