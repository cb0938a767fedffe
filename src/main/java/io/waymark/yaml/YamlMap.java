package io.waymark.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping whose keys are asked for by name. A key that was not asked for by the time of {@link
 * #close} is unknown, which is a problem.
 */
public final class YamlMap implements AutoCloseable {
  private record Entry(YamlValue key, YamlValue value) {}

  private final YamlValue self;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  /** Whether the keys are names of somebody's own, none of which is unknown. */
  private boolean hasFreeKeys;

  YamlMap(MappingNode node, YamlValue self, Problems problems) {
    this.self = self;
    for (NodeTuple tuple : node.getValue()) {
      YamlValue key = new YamlValue(tuple.getKeyNode(), problems);
      YamlValue value = new YamlValue(tuple.getValueNode(), problems);
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        key.problem("a key must be a text");
      } else if (entries.putIfAbsent(key.scalar(), new Entry(key, value)) != null) {
        key.problem("'" + key.scalar() + "' appears twice here");
      }
    }
  }

  /** Returns the mapping as a value, for problems that concern all of it. */
  public YamlValue self() {
    return self;
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public Optional<YamlValue> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** Returns the value of a required key; empty after a problem. */
  public Optional<YamlValue> required(String key) {
    Optional<YamlValue> value = optional(key);
    if (value.isEmpty()) {
      self.problem("'" + key + "' is missing");
    }
    return value;
  }

  /** Returns the text of a required key; an empty text after a problem. */
  public String text(String key) {
    return required(key).map(YamlValue::text).orElse("");
  }

  /**
   * Returns all entries in the order of the text, for mappings whose keys are names; asks for every
   * key.
   */
  public Map<String, YamlValue> all() {
    hasFreeKeys = true;
    Map<String, YamlValue> all = new LinkedHashMap<>();
    entries.forEach((name, entry) -> all.put(name, entry.value()));
    return all;
  }

  /**
   * Returns the keys that are not in {@code known}, as values, so that a problem can point at them.
   */
  public List<YamlValue> keysExcept(Set<String> known) {
    return entries.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> entry.getValue().key())
        .toList();
  }

  /** Reports every key that was not asked for. The mappings inside have been read by then. */
  @Override
  public void close() {
    for (YamlValue key : hasFreeKeys ? List.<YamlValue>of() : keysExcept(asked)) {
      String name = key.scalar();
      key.problem(
          "unknown key '"
              + name
              + "'"
              + inside(name)
                  .map(other -> "; it belongs under '" + other + "'")
                  .orElseGet(() -> Spelling.hint(name, "known here:", asked)));
    }
  }

  /** Returns the key of a mapping inside that knows a key which does not belong here. */
  private Optional<String> inside(String key) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().value().knows(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  boolean knows(String key) {
    return asked.contains(key);
  }
}
