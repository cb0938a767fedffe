package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Nearest;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pattern} and its short form {@code stall}. One use per rule: it collects the names
 * of the steps on the way.
 */
final class PatternReader {
  static final int MOST_STEPS = 16;
  static final int MOST_TIMES = 50;

  /**
   * What a step cannot be called: keys of the language, names of other things, and words that CEL
   * reserves.
   */
  static final Set<String> RESERVED =
      Set.of(
          "absent",
          "where",
          "times",
          "for",
          "optional",
          "all",
          "distinct",
          "event",
          "customer",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while",
          "true",
          "false",
          "null");

  private static final Set<String> STEP_KEYS = Set.of("absent", "where", "times", "for");

  private final Set<String> names = new HashSet<>();
  private Vocabulary vocabulary = Vocabulary.EVENT;

  /** {@code event.*} and the steps read so far. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  Pattern read(YamlMap pattern) {
    List<Step> steps = new ArrayList<>();
    List<YamlValue> items = pattern.required("steps").map(YamlValue::list).orElse(List.of());
    for (int i = 0; i < items.size() && i < MOST_STEPS; i++) {
      YamlValue item = items.get(i);
      boolean last = i == items.size() - 1;
      item.map().ifPresent(map -> steps.add(step(map, last)));
    }
    Expression correlate =
        pattern
            .optional("correlate")
            .flatMap(v -> Expressions.expression(v, Vocabulary.EVENT))
            .orElse(null);
    long within = pattern.optional("within").map(YamlValue::durationMillis).orElse(0L);
    checkShape(pattern, items, steps);
    return new Pattern(correlate, within, steps);
  }

  Pattern readStall(YamlMap stall, Set<String> stages) {
    String stage = stall.required("stage").map(value -> knownStage(value, stages)).orElse("");
    long millis = stall.required("for").map(YamlValue::durationMillis).orElse(1L);
    Set<String> ends =
        stall.optional("unless").map(PatternReader::types).orElseGet(LinkedHashSet::new);
    ends.add(Touchpoint.STAGE_ENTERED);
    Expression entered =
        Expressions.ours(
            "event.properties.stage == '" + stage.replace("'", "") + "'", Vocabulary.EVENT);
    vocabulary = vocabulary.step("entered");
    return new Pattern(
        null,
        0,
        List.of(
            new Step.Positive("entered", Set.of(Touchpoint.STAGE_ENTERED), entered, 1),
            new Step.Absent(ends, null, millis)));
  }

  static String knownStage(YamlValue value, Set<String> stages) {
    String stage = value.text();
    if (!stage.isEmpty() && !stages.contains(stage)) {
      value.problem(
          "unknown stage '" + stage + "'" + Nearest.hint(stage, "the lifecycle has", stages));
    }
    return stage;
  }

  private Step step(YamlMap map, boolean last) {
    try (map) {
      return map.has("absent") ? absent(map, last) : positive(map);
    }
  }

  private Step absent(YamlMap map, boolean last) {
    for (YamlValue key : names(map)) {
      key.problem("a step is either 'absent' or named '" + key.scalar() + "', not both");
      map.optional(key.scalar());
    }
    Set<String> types = types(map.required("absent").orElseThrow());
    Expression where = where(map);
    map.optional("times").ifPresent(value -> value.problem("'times' does not go with 'absent'"));
    if (!last) {
      map.optional("for")
          .ifPresent(
              value ->
                  value.problem(
                      "'for' goes with an 'absent' at the end only; here the next step ends it"));
      return new Step.Absent(types, where, 0);
    }
    if (!map.has("for")) {
      map.self().problem("an 'absent' at the end needs 'for': how long nothing must come");
    }
    return new Step.Absent(
        types, where, map.optional("for").map(YamlValue::durationMillis).orElse(1L));
  }

  private Step positive(YamlMap map) {
    Expression where = where(map);
    int times = map.optional("times").map(value -> value.integer(1, MOST_TIMES)).orElse(1);
    map.optional("for")
        .ifPresent(
            value ->
                value.problem("'for' goes with 'absent'; a positive step is bounded by 'within'"));
    List<YamlValue> keys = names(map);
    if (keys.size() != 1) {
      map.self()
          .problem(
              "a step needs exactly one name, such as 'failure: Payment Failed'; this one has "
                  + keys.size());
      keys.forEach(key -> map.optional(key.scalar()));
      return new Step.Positive("", Set.of(""), where, times);
    }
    String name = name(keys.get(0));
    Set<String> types = types(map.required(keys.get(0).scalar()).orElseThrow());
    return new Step.Positive(name, types, where, times);
  }

  /** The keys that can be meant as a step's name; a misspelt one of the others is none. */
  private static List<YamlValue> names(YamlMap map) {
    List<YamlValue> keys = map.keysExcept(STEP_KEYS);
    List<YamlValue> names =
        keys.stream().filter(key -> Nearest.to(key.scalar(), STEP_KEYS).isEmpty()).toList();
    return names.isEmpty() && !map.has("absent") ? keys : names;
  }

  private String name(YamlValue key) {
    String name = key.scalar();
    if (!name.matches("[a-z][A-Za-z0-9_]*")) {
      key.problem("a step's name is a small letter, then letters, digits or '_'");
    } else if (RESERVED.contains(name)) {
      key.problem("a step cannot be called '" + name + "': the word is reserved");
    } else if (!names.add(name)) {
      key.problem("a step before is called '" + name + "' already");
    } else {
      vocabulary = vocabulary.step(name);
    }
    return name;
  }

  private @Nullable Expression where(YamlMap map) {
    return map.optional("where")
        .flatMap(value -> Expressions.condition(value, vocabulary))
        .orElse(null);
  }

  private static Set<String> types(YamlValue value) {
    Set<String> types = new LinkedHashSet<>(value.texts());
    if (types.isEmpty()) {
      value.problem("name at least one touchpoint type");
    }
    return types;
  }

  private static void checkShape(YamlMap pattern, List<YamlValue> items, List<Step> steps) {
    if ((pattern.has("steps") && items.isEmpty()) || items.size() > MOST_STEPS) {
      pattern
          .optional("steps")
          .orElseThrow()
          .problem("a pattern has 1 to " + MOST_STEPS + " steps");
    }
    if (!steps.isEmpty() && steps.get(0) instanceof Step.Absent) {
      items.get(0).problem("'absent' cannot come first: after what?");
    }
    int chosen =
        steps.stream()
            .mapToInt(s -> s instanceof Step.Positive positive ? positive.times() : 0)
            .sum();
    if (chosen > 1 && !pattern.has("within")) {
      pattern
          .self()
          .problem("unbounded: a pattern that chooses more than one touchpoint needs 'within'");
    }
  }
}
