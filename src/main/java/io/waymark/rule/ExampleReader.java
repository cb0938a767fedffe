package io.waymark.rule;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code tests}. */
final class ExampleReader {
  private ExampleReader() {}

  static List<Example> read(YamlValue tests) {
    return tests.list().stream().flatMap(ExampleReader::maps).map(ExampleReader::example).toList();
  }

  private static Stream<YamlMap> maps(YamlValue value) {
    return value.map().stream();
  }

  private static Example example(YamlMap map) {
    try (map) {
      return new Example(
          map.text("name"),
          map.optional("stage").map(YamlValue::text).orElse(null),
          properties(map.optional("traits")),
          map.required("given").map(YamlValue::list).orElse(List.of()).stream()
              .flatMap(ExampleReader::maps)
              .map(ExampleReader::given)
              .toList(),
          map.required("expect").map(YamlValue::list).orElse(List.of()).stream()
              .map(YamlValue::durationMillis)
              .toList());
    }
  }

  private static Example.Given given(YamlMap map) {
    try (map) {
      return new Example.Given(
          map.required("at").map(YamlValue::durationMillis).orElse(0L),
          map.text("type"),
          map.optional("channel").map(YamlValue::text).orElse(null),
          map.optional("sentiment").map(ExampleReader::number).orElse(null),
          properties(map.optional("properties")));
    }
  }

  private static Double number(YamlValue value) {
    if (value.plain() instanceof Number number) {
      return number.doubleValue();
    }
    value.problem("expected a number");
    return 0.0;
  }

  private static Map<String, Object> properties(Optional<YamlValue> value) {
    return value.flatMap(YamlValue::map).map(ExampleReader::mapOf).orElse(Map.of());
  }

  private static Map<String, Object> mapOf(YamlMap map) {
    return map.all().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().plain()));
  }
}
