package io.waymark.rule;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code tests}, for a lifecycle with these stages. */
record ExampleReader(Set<String> stages) {
  ExampleReader {
    stages = Collections.unmodifiableSet(new LinkedHashSet<>(stages));
  }

  List<Example> read(YamlValue tests) {
    return tests.list().stream().flatMap(ExampleReader::maps).map(this::example).toList();
  }

  private static Stream<YamlMap> maps(YamlValue value) {
    return value.map().stream();
  }

  private Example example(YamlMap map) {
    try (map) {
      return new Example(
          map.text("name"),
          map.optional("stage").map(value -> PatternReader.knownStage(value, stages)).orElse(null),
          properties(map.optional("traits")),
          map.required("given").map(ExampleReader::story).orElse(List.of()),
          map.required("expect").map(YamlValue::list).orElse(List.of()).stream()
              .map(YamlValue::momentMillis)
              .toList());
    }
  }

  private static List<Example.Given> story(YamlValue value) {
    List<Example.Given> story = new ArrayList<>();
    for (YamlValue item : value.list()) {
      item.map().map(ExampleReader::given).ifPresent(story::add);
      int last = story.size() - 1;
      if (last > 0 && story.get(last).atMillis() < story.get(last - 1).atMillis()) {
        item.problem("touchpoints must be in order of time; this one comes before the one above");
      }
    }
    return story;
  }

  private static Example.Given given(YamlMap map) {
    try (map) {
      return new Example.Given(
          map.optional("id").map(YamlValue::text).orElse(null),
          map.required("at").map(YamlValue::momentMillis).orElse(0L),
          map.text("type"),
          map.optional("channel").map(YamlValue::text).orElse(null),
          map.optional("sentiment").map(value -> value.number(-1, 1)).orElse(null),
          properties(map.optional("properties")));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Optional<YamlValue> value) {
    return value
        .filter(v -> v.map().isPresent())
        .map(v -> (Map<String, Object>) v.plain())
        .orElse(Map.of());
  }
}
