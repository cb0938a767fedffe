package io.waymark.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.waymark.export.LogFormat.Csv;
import io.waymark.export.LogFormat.ObjectType;
import io.waymark.export.LogFormat.Ocel;
import io.waymark.export.LogFormat.Xes;
import io.waymark.model.Applied;
import io.waymark.model.Touchpoint;
import io.waymark.wire.DocumentSamples;
import io.waymark.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small history in each form, byte by byte, and random ones against the published schemas. */
class EventLogTest {
  private static final LogFormat OCEL = new Ocel(List.of(new ObjectType("order", "orderId")));
  private static final long MEMORY = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void writesXes() throws Exception {
    byte[] xes = write(new Xes(), history(), MEMORY);

    assertThat(text(xes)).isEqualTo(text(resource("log.xes")));
    assertThat(XesCheck.check(xes)).containsEntry("trace", 2).containsEntry("event", 6);
  }

  @Test
  void writesOcel() throws Exception {
    byte[] ocel = write(OCEL, history(), MEMORY);

    assertThat(JSON.readTree(ocel)).isEqualTo(JSON.readTree(resource("log.json")));
    assertValid(JSON.readTree(ocel));
  }

  @Test
  void writesCsv() throws Exception {
    byte[] csv = write(new Csv(), history(), MEMORY);

    assertThat(text(csv)).isEqualTo(text(resource("log.csv")).replace("\\r", "\r"));
  }

  @Test
  void writesTheSameWithMemoryForOneTouchpoint() throws Exception {
    for (LogFormat format : List.of(new Xes(), OCEL, new Csv())) {
      assertThat(text(write(format, history(), 1)))
          .isEqualTo(text(write(format, history(), MEMORY)));
    }
  }

  @Test
  void mergesMoreFilesThanMayBeOpen() throws Exception {
    List<Applied> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(applied("t" + i, "c" + i % 7, (i * 37) % 50));
    }

    assertThat(text(write(new Csv(), many, 1))).isEqualTo(text(write(new Csv(), many, MEMORY)));
  }

  @Test
  void leavesOutWhatCameAgain() throws Exception {
    List<Applied> twice = new ArrayList<>(history());
    twice.addAll(history());
    EventLog log = log(twice, MEMORY);

    EventLog.Written written = log.write(new Csv(), new ByteArrayOutputStream());

    assertThat(log.added()).isEqualTo(16);
    assertThat(written).isEqualTo(new EventLog.Written(2, 6));
  }

  @Test
  void keepsTheOrderAtEqualTimes() throws Exception {
    List<Applied> equal =
        List.of(applied("b", "ann", 5), applied("a", "ann", 5), applied("c", "ann", 5));

    assertThat(rows(write(new Csv(), equal, 1)))
        .extracting(row -> row.get("id"))
        .containsExactly("b", "a", "c");
  }

  @Test
  void holdsRandomTouchpointsAsTheSchemasSay() throws Exception {
    List<Applied> samples = new ArrayList<>(DocumentSamples.of(Topics.APPLIED));
    samples.add(new Applied(odd(), "sta\u0001ge", null, false));

    byte[] ocel = write(OCEL, samples, MEMORY);
    byte[] xes = write(new Xes(), samples, MEMORY);
    List<Map<String, String>> rows = rows(write(new Csv(), samples, MEMORY));

    assertValid(JSON.readTree(ocel));
    assertThat(XesCheck.check(xes).get("event")).isEqualTo(rows.size());
    assertThat(JSON.readTree(ocel).get("events")).hasSize(rows.size());
    assertThat(rows)
        .anySatisfy(row -> assertThat(row).containsEntry("properties. a:b\r\n", "\"\t"));
  }

  @Test
  void widensTypesInOcelUntilAllValuesHaveThem() throws Exception {
    List<Applied> mixed =
        List.of(
            with(Map.of("count", 1L, "code", 7L)),
            with(Map.of("count", 1.5, "code", "seven", "first", true)));

    JsonNode types = JSON.readTree(write(OCEL, mixed, MEMORY)).at("/eventTypes/0/attributes");

    assertThat(types.toString())
        .contains(
            "{\"name\":\"properties.code\",\"type\":\"string\"}",
            "{\"name\":\"properties.count\",\"type\":\"float\"}",
            "{\"name\":\"properties.first\",\"type\":\"boolean\"}");
  }

  @Test
  void refusesTypesThatAreIds() {
    List<Applied> ids = new ArrayList<>();
    for (int i = 0; i <= AttributeTypes.MOST; i++) {
      ids.add(with(Map.of("order-" + i, true)));
    }

    assertThatThrownBy(() -> log(ids, MEMORY))
        .isInstanceOf(TooManyAttributesException.class)
        .hasMessageContaining("more than 10000 properties")
        .hasMessageContaining("move them into values");
  }

  private static Applied applied(String id, String customer, long second) {
    return new Applied(
        new Touchpoint(id, customer, null, "page", null, second * 1_000, null, Map.of()),
        null,
        null,
        false);
  }

  private static Applied with(Map<String, Object> properties) {
    return new Applied(
        new Touchpoint("t" + properties, "ann", null, "page", null, 0, null, properties),
        null,
        null,
        false);
  }

  private static Touchpoint odd() {
    return new Touchpoint(
        "\uFFFE",
        "",
        null,
        "<]]>&\u0000",
        "'",
        0,
        -1.0,
        Map.of(" a:b\r\n", "\"\t", "9", Map.of(), "", List.of("o1", "o1"), "orderId", "👋"));
  }

  /** Checks by the schema, and what it cannot say: each reference finds one object, once. */
  private static void assertValid(JsonNode ocel) throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V7)
            .getSchema(
                JSON.readTree(resource("ocel20-schema-json.json")),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    assertThat(schema.validate(ocel)).isEmpty();
    Set<String> objects = new HashSet<>();
    ocel.get("objects").forEach(each -> assertThat(objects.add(each.get("id").asText())).isTrue());
    Set<String> events = new HashSet<>();
    Set<String> referred = new TreeSet<>();
    for (JsonNode event : ocel.get("events")) {
      assertThat(events.add(event.get("id").asText())).isTrue();
      event.get("relationships").forEach(each -> referred.add(each.get("objectId").asText()));
    }
    assertThat(referred).isNotEmpty().containsExactlyInAnyOrderElementsOf(objects);
  }

  private static List<Map<String, String>> rows(byte[] csv) throws Exception {
    try (var rows =
        new CsvMapper()
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .disable(CsvParser.Feature.TRIM_HEADER_SPACES)
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<Map<String, String>>readValues(csv)) {
      return rows.readAll();
    }
  }

  private byte[] write(LogFormat format, List<Applied> history, long memory) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    log(history, memory).write(format, out);
    return out.toByteArray();
  }

  private EventLog log(List<Applied> history, long memory) throws Exception {
    EventLog log = new EventLog(folder, memory, count -> {});
    for (Applied each : history) {
      log.add(each);
    }
    return log;
  }

  private static List<Applied> history() throws Exception {
    List<Applied> history = new ArrayList<>();
    for (String line : text(resource("applied.jsonl")).lines().toList()) {
      history.add(Topics.APPLIED.document().read(line.getBytes(StandardCharsets.UTF_8)));
    }
    return history;
  }

  private static byte[] resource(String name) throws Exception {
    try (InputStream in = EventLogTest.class.getResourceAsStream("/event-logs/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
