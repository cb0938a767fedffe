package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.Schemas;
import io.waymark.model.Trigger;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Each document against the examples of its schema, which are what other systems are told to
 * expect. A topic that is added needs no case here, but a schema with examples.
 */
class SchemaExamplesTest {
  private static final Pattern WITH_OFFSET =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+[+-]\\d\\d:\\d\\d");

  static final List<Document<?>> DOCUMENTS =
      Stream.concat(
              Stream.<Document<?>>of(
                  TouchpointDocument.INSTANCE,
                  Topics.DELIVERIES.document(),
                  EndpointStatusDocument.INSTANCE),
              Topics.OUTPUTS.stream().map(OutputTopic::document))
          .toList();

  @ParameterizedTest
  @FieldSource("DOCUMENTS")
  void writesEachExampleAsItWasRead(Document<?> document) throws Exception {
    for (JsonNode example : examples(document)) {
      JsonNode written = readAndWrite(document, example);

      assertThat(inUtc(written)).isEqualTo(inUtc(example));
      assertThat(Schemas.problems(document.schema(), written)).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("DOCUMENTS")
  void examplesSetEveryComponentOfTheRecord(Document<?> document) throws Exception {
    List<Object> records = new ArrayList<>();
    for (JsonNode example : examples(document)) {
      records.add(document.read(bytes(example)));
    }

    for (RecordComponent component : records.get(0).getClass().getRecordComponents()) {
      assertThat(records)
          .as("%s", component)
          .anySatisfy(record -> assertThat(component.getAccessor().invoke(record)).isNotNull());
    }
  }

  @ParameterizedTest
  @FieldSource("DOCUMENTS")
  void passesOverFieldsOfANewerVersion(Document<?> document) throws Exception {
    for (JsonNode example : examples(document)) {
      ObjectNode newer = example.deepCopy();
      newer.put("added", 1);

      assertThat(document.read(bytes(newer)))
          .usingRecursiveComparison()
          .isEqualTo(document.read(bytes(example)));
    }
  }

  private static <T> JsonNode readAndWrite(Document<T> document, JsonNode example)
      throws MalformedDocumentException {
    T record = document.read(bytes(example));
    long emittedMillis = record instanceof Trigger trigger ? trigger.latency().emittedMillis() : 0;
    return json(document.write(record, emittedMillis));
  }

  private static List<JsonNode> examples(Document<?> document) {
    List<JsonNode> examples = Schemas.examples(document.schema());
    assertThat(examples).as("examples of %s", document.schema()).isNotEmpty();
    return examples;
  }

  /** Examples may state times with an offset; what is written has them in UTC. */
  private static JsonNode inUtc(JsonNode json) {
    Matcher times = WITH_OFFSET.matcher(json.toString());
    return Schemas.json(times.replaceAll(time -> Instant.parse(time.group()).toString()));
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] bytes) {
    return Schemas.json(new String(bytes, StandardCharsets.UTF_8));
  }
}
