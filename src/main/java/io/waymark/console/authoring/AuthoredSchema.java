package io.waymark.console.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schema of what authors write, asked for what may stand at a place. */
final class AuthoredSchema {
  private static final String DEFINITIONS = "#/$defs/";
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");
  private static final List<String> BRANCHES = List.of("then", "else");

  private final JsonNode root;

  private AuthoredSchema(JsonNode root) {
    this.root = root;
  }

  /** Reads the schema of rules or of policies. */
  static AuthoredSchema of(String kind) {
    String file = "/schemas/" + kind + ".schema.json";
    try (InputStream in = AuthoredSchema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the artefact lacks " + file);
      }
      return new AuthoredSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  /** A place in a text: the parts of the schema that hold there, and their definitions' names. */
  record Place(Set<JsonNode> parts, Set<String> definitions) {
    Place {
      parts = Set.copyOf(parts);
      definitions = Set.copyOf(definitions);
    }

    /** Returns the keys that may stand there, with their descriptions. */
    Map<String, String> keys() {
      Map<String, String> keys = new LinkedHashMap<>();
      for (JsonNode part : parts) {
        part.path("properties")
            .properties()
            .forEach(
                each -> {
                  if (each.getValue().isObject()) {
                    keys.merge(
                        each.getKey(),
                        each.getValue().path("description").asText(),
                        (one, other) -> one.isEmpty() ? other : one);
                  }
                });
      }
      return keys;
    }

    /** Returns the values that may stand there: of an enumeration, or examples. */
    List<String> values() {
      List<String> values = new ArrayList<>();
      for (JsonNode part : parts) {
        part.path("enum").forEach(each -> values.add(each.asText()));
        if (part.path("type").asText().equals("boolean")) {
          values.addAll(List.of("true", "false"));
        }
        part.path("examples")
            .forEach(
                each -> {
                  if (each.isValueNode()) {
                    values.add(each.asText());
                  }
                });
      }
      return values;
    }
  }

  /** Returns the place at a path of {@link CursorPath}. */
  Place at(List<String> path) {
    Set<String> definitions = new LinkedHashSet<>();
    Set<JsonNode> parts = expanded(Set.of(root), definitions);
    for (String step : path) {
      definitions.clear();
      Set<JsonNode> next = new LinkedHashSet<>();
      parts.forEach(part -> descend(part, step, next));
      parts = expanded(next, definitions);
    }
    return new Place(parts, definitions);
  }

  private static void descend(JsonNode part, String step, Set<JsonNode> next) {
    if (step.equals(CursorPath.ITEM)) {
      add(part.path("items"), next);
      return;
    }
    JsonNode known = part.path("properties").path(step);
    if (!known.isMissingNode()) {
      add(known, next);
      return;
    }
    part.path("patternProperties")
        .properties()
        .forEach(
            each -> {
              if (step.matches(each.getKey())) {
                add(each.getValue(), next);
              }
            });
    add(part.path("additionalProperties"), next);
  }

  private static void add(JsonNode node, Set<JsonNode> nodes) {
    if (node.isObject()) {
      nodes.add(node);
    }
  }

  /** Returns parts with all that they refer to and all their alternatives. */
  private Set<JsonNode> expanded(Set<JsonNode> parts, Set<String> definitions) {
    Set<JsonNode> all = new LinkedHashSet<>();
    parts.forEach(part -> expand(part, all, definitions));
    return all;
  }

  private void expand(JsonNode part, Set<JsonNode> all, Set<String> definitions) {
    if (!part.isObject() || !all.add(part)) {
      return;
    }
    String reference = part.path("$ref").asText();
    if (reference.startsWith(DEFINITIONS)) {
      definitions.add(reference.substring(DEFINITIONS.length()));
      expand(root.at(reference.substring(1)), all, definitions);
    }
    for (String name : ALTERNATIVES) {
      part.path(name).forEach(each -> expand(each, all, definitions));
    }
    for (String name : BRANCHES) {
      expand(part.path(name), all, definitions);
    }
  }
}
