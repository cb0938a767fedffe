package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a mapping and finds all its problems at once. */
final class MappingReader {
  private MappingReader() {}

  /** Returns the mapping; empty when {@code problems} has any. */
  static Optional<Mapping> read(String text, Problems problems) {
    Optional<Mapping> mapping = Yaml.read(text, problems).map(MappingReader::mapping);
    return problems.isEmpty() ? mapping : Optional.empty();
  }

  private static Mapping mapping(YamlMap map) {
    try (map) {
      Mapping mapping =
          new Mapping(
              map.text("mapping"),
              FormatReader.read(map),
              map.optional("numbers").map(FormatReader::numbers).orElse(NumberFields.NONE),
              condition(map, "skip"),
              condition(map, "require"),
              customer(map),
              optional(map, "anonymous"),
              map.optional("nobody").map(MappingReader::nobody).orElse(Nobody.NONE),
              EmissionReader.read(map));
      checkColumns(mapping, map);
      return mapping;
    }
  }

  /** Reports fields that are not among the columns that the mapping itself names. */
  private static void checkColumns(Mapping mapping, YamlMap map) {
    if (mapping.format() instanceof CsvFormat csv && !csv.columns().isEmpty()) {
      YamlValue place = map.optional("csv").orElse(map.self());
      MappedFields.of(mapping).problems(csv.columns()).forEach(place::problem);
    }
  }

  private static @Nullable Expression customer(YamlMap map) {
    if (!map.has("customer") && !map.has("anonymous")) {
      map.self().problem("'customer' or 'anonymous' is missing");
    }
    return optional(map, "customer");
  }

  private static Nobody nobody(YamlValue value) {
    List<YamlValue> texts = value.distinctTexts();
    return new Nobody(Set.copyOf(texts.stream().map(YamlValue::text).toList()));
  }

  private static @Nullable Expression optional(YamlMap map, String key) {
    return map.optional(key)
        .flatMap(value -> Expressions.expression(value, Vocabulary.RECORD))
        .orElse(null);
  }

  private static @Nullable Expression condition(YamlMap map, String key) {
    return map.optional(key)
        .flatMap(value -> Expressions.condition(value, Vocabulary.RECORD))
        .orElse(null);
  }
}
