package io.waymark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JSON schemas at the top of the project. */
public final class Schemas {
  /** All schemas there are. */
  static final List<String> NAMES = names();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private Schemas() {}

  private static List<String> names() {
    try (Stream<Path> files = Files.list(Path.of("schemas"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".schema.json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The examples that a schema gives. */
  public static List<JsonNode> examples(String name) {
    List<JsonNode> examples = new ArrayList<>();
    schema(name).path("examples").forEach(examples::add);
    return examples;
  }

  static Path file(String name) {
    return Path.of("schemas", name + ".schema.json");
  }

  static JsonNode schema(String name) {
    return json(read(file(name)));
  }

  /** Returns the problems of a document; none for a valid one. */
  public static List<String> problems(String schema, JsonNode document) {
    return messages(FACTORY.getSchema(schema(schema), STRICT), document);
  }

  /** Returns the problems of a schema itself. */
  static List<String> problemsOfSchema(String name) {
    return messages(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012), STRICT), schema(name));
  }

  public static JsonNode json(String text) {
    return tree(JSON, text);
  }

  static JsonNode yaml(String text) {
    return tree(YAML, text);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(ObjectMapper mapper, String text) {
    try {
      return mapper.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> messages(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(ValidationMessage::getMessage).sorted().toList();
  }
}
