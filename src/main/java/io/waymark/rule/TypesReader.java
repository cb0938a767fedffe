package io.waymark.rule;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the types of touchpoints that a step, a stall or a goal asks for: a type, a list of them,
 * {@code "*"} for any, or {@code {except: [A, B]}} for any but some.
 */
final class TypesReader {
  private static final String EXCEPT = "except";

  private TypesReader() {}

  static boolean isExcept(YamlValue value) {
    return value.isMap() && value.map().filter(map -> map.has(EXCEPT)).isPresent();
  }

  static Types read(YamlValue value) {
    if (isExcept(value)) {
      return value.map().map(TypesReader::except).orElse(Types.of());
    }
    if (value.isMap()) {
      value.problem("expected a type, a list of types, \"*\" or {except: [...]}");
      return Types.of();
    }
    Set<String> types = new LinkedHashSet<>(value.texts());
    if (types.isEmpty()) {
      value.problem("name at least one touchpoint type");
    }
    if (!types.contains(Types.ANY)) {
      return Types.of(types);
    }
    if (types.size() > 1) {
      value.problem("\"*\" stands for every type: name no other beside it");
    }
    return Types.anyBut(List.of());
  }

  private static Types except(YamlMap map) {
    try (map) {
      Set<String> types =
          map.required(EXCEPT).map(TypesReader::exceptions).orElse(new LinkedHashSet<>());
      return Types.anyBut(types);
    }
  }

  private static Set<String> exceptions(YamlValue value) {
    Set<String> types = new LinkedHashSet<>(value.texts());
    if (types.isEmpty() || types.contains(Types.ANY)) {
      value.problem("'except' names the types that do not count; for any type write \"*\"");
    }
    return types;
  }
}
