package io.waymark.govern;

import io.waymark.model.Signal;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads selectors of a policy. */
final class SelectorReader {
  private static final List<String> KEYS = List.of("signal", "to", "tag", "rule", "priority");

  private SelectorReader() {}

  /** Returns the selector under a key; {@code otherwise} where there is none. */
  static Selector read(YamlMap parent, String key, Selector otherwise) {
    return parent.optional(key).flatMap(YamlValue::map).map(SelectorReader::read).orElse(otherwise);
  }

  private static Selector read(YamlMap map) {
    try (map) {
      if (KEYS.stream().noneMatch(map::has)) {
        map.self().problem("choose triggers by at least one of " + String.join(", ", KEYS));
      }
      return new Selector(
          map.optional("signal").map(SelectorReader::signals).orElse(Set.of()),
          names(map, "to", YamlValue::text),
          names(map, "tag", RuleReader::tag),
          names(map, "rule", RuleReader::id),
          map.optional("priority").map(value -> value.integer(1, 100)).orElse(0));
    }
  }

  private static Set<Signal> signals(YamlValue value) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    value.distinctTexts().forEach(item -> signals.add(item.oneOf(Signal.class)));
    if (signals.size() == Signal.values().length) {
      value.problem("these are all signals; leave 'signal' out");
    }
    return signals;
  }

  private static Names names(YamlMap map, String key, Function<YamlValue, String> read) {
    return map.optional(key)
        .map(value -> value.distinctTexts().stream().map(read).collect(Collectors.toSet()))
        .map(Names::of)
        .orElse(Names.NONE);
  }
}
