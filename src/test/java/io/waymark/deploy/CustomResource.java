package io.waymark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A resource definition of the operator as a strict JSON schema. An API server drops fields that it
 * does not know; here they are refused, so that a misspelt one is found.
 */
final class CustomResource {
  /** The path in the jar of the operator's API. */
  private static final String FLINK_DEPLOYMENT =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  /** The schema of the metadata, which the definition leaves to Kubernetes. */
  private static final String METADATA =
      """
      {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"},
        "namespace": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}}}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final JsonSchema schema;

  private CustomResource(JsonNode schema) {
    this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  /**
   * @param flinkVersion one more that is allowed: the newest definition on Maven Central, of
   *     operator 1.10, is older than Flink 2
   */
  static CustomResource flinkDeployment(String flinkVersion) throws IOException {
    JsonNode version = definition().at("/spec/versions/0");
    ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add(flinkVersion);
    makeStrict(schema);
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.set("metadata", JSON.readTree(METADATA));
    properties.set("kind", constant("FlinkDeployment"));
    properties.set("apiVersion", constant("flink.apache.org/" + version.get("name").asText()));
    schema.set("required", JSON.valueToTree(List.of("apiVersion", "kind", "metadata", "spec")));
    return new CustomResource(schema);
  }

  /** Returns the problems of a manifest; empty for a valid one. */
  List<String> problems(JsonNode manifest) {
    return schema.validate(manifest).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  private static JsonNode definition() {
    try (InputStream stream = CustomResource.class.getResourceAsStream(FLINK_DEPLOYMENT)) {
      return YAML.readTree(Objects.requireNonNull(stream, FLINK_DEPLOYMENT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeStrict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean isClosed =
          object.path("properties").isObject()
              && object.path("type").isTextual()
              && !object.has("additionalProperties")
              && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (isClosed) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(CustomResource::makeStrict);
  }

  private static JsonNode constant(String value) {
    return JSON.createObjectNode().put("const", value);
  }
}
