package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The description of the API, as it is served. */
final class Described {
  static final JsonNode API = read();

  private Described() {}

  /** Returns all operations by method and path, such as {@code get /api/rules}. */
  static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    API.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            operations.put(each.getKey() + " " + path.getKey(), each.getValue())));
    return operations;
  }

  /** Returns how a value differs from a schema of the description. */
  static Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", API.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value);
  }

  private static JsonNode read() {
    try (InputStream in = Described.class.getResourceAsStream("/console/openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
