package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.yaml.Spelling;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one pattern; one use per rule, as it collects their names on the way. */
final class StepReader {
  static final int MOST_TIMES = 50;

  private static final String ABSENT = "absent";

  /**
   * The number of types in {@code all}. Each subset of them is a place where a run can wait: 30
   * places for five types.
   */
  static final int MOST_IN_ALL = 5;

  /**
   * The words that cannot name a step: keys of the language, other names, and words that CEL
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
          "within",
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

  private static final Set<String> STEP_KEYS =
      Set.of(ABSENT, "where", "times", "distinct", "optional", "within", "for");

  private static final Set<String> ABSENT_KEYS =
      Set.of(
          ABSENT, "where", "times", "distinct", "optional", "within", "for", "correlate", "having");

  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,3})\\s*\\+|exactly\\s+(\\d{1,3})|(\\d{1,3})\\s*-\\s*(\\d{1,3})");

  private final Set<String> names = new HashSet<>();
  private Vocabulary vocabulary = Vocabulary.EVENT;

  /** Returns the names that an expression may use: {@code event.*} and the steps read so far. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Declares a step that is not in the text, so that later expressions can use it. */
  void know(String name) {
    vocabulary = vocabulary.step(name);
  }

  Step read(YamlMap map, boolean first, boolean last) {
    try (map) {
      Optional<YamlValue> slip =
          map.keysExcept(ABSENT_KEYS).stream()
              .filter(key -> Spelling.isSlip(key.scalar(), ABSENT))
              .findFirst();
      if (slip.isPresent()) {
        return misspelt(map, slip.get(), last);
      }
      return map.has(ABSENT) ? absent(map, last) : positive(map, first);
    }
  }

  /** Refuses what would otherwise be a step that must happen, the opposite of what was meant. */
  private static Step misspelt(YamlMap map, YamlValue key, boolean last) {
    key.problem("no step can be called '" + key.scalar() + "'; did you mean 'absent'?");
    map.optional(key.scalar());
    ABSENT_KEYS.forEach(map::optional);
    return new Step.Absent(Types.of(), null, last ? 1 : 0);
  }

  private Step absent(YamlMap map, boolean last) {
    for (YamlValue key : map.keysExcept(ABSENT_KEYS)) {
      if (!Spelling.nearest(key.scalar(), ABSENT_KEYS).isEmpty()) {
        continue;
      }
      key.problem("a step is either 'absent' or named '" + key.scalar() + "', not both");
      map.optional(key.scalar());
    }
    Types types = TypesReader.read(map.required(ABSENT).orElseThrow());
    Expression where = where(map);
    boolean correlated = map.optional("correlate").map(YamlValue::truth).orElse(true);
    for (String key : List.of("times", "distinct", "optional", "within", "having")) {
      map.optional(key)
          .ifPresent(value -> value.problem("'" + key + "' does not go with 'absent'"));
    }
    if (!last) {
      map.optional("for")
          .ifPresent(
              value ->
                  value.problem(
                      "'for' goes with an 'absent' at the end only; here the next step ends it"));
      return new Step.Absent(types, where, 0, correlated);
    }
    if (!map.has("for")) {
      map.self().problem("an 'absent' at the end needs 'for': how long the type must stay absent");
    }
    return new Step.Absent(
        types, where, map.optional("for").map(YamlValue::durationMillis).orElse(1L), correlated);
  }

  private Step positive(YamlMap map, boolean first) {
    Expression where = where(map);
    boolean optional = map.optional("optional").map(YamlValue::truth).orElse(false);
    long within = map.optional("within").map(YamlValue::durationMillis).orElse(0L);
    if (first && map.has("within")) {
      map.self().problem("'within' on the first step: there is none before it to count from");
    }
    if (first && optional) {
      map.self()
          .problem("the first step cannot be optional: left out, the pattern starts with the next");
    }
    map.optional("for")
        .ifPresent(
            value ->
                value.problem("'for' goes with 'absent'; a positive step is bounded by 'within'"));
    Step.Choice choice = choice(map, optional);
    List<YamlValue> keys = names(map);
    if (keys.size() != 1) {
      map.self()
          .problem(
              "a step needs exactly one name, such as 'failure: Payment Failed'; this one has "
                  + keys.size());
      keys.forEach(key -> map.optional(key.scalar()));
      return new Step.Positive("", Types.of(), where, choice, optional, within);
    }
    String name = name(keys.get(0));
    YamlValue what = map.required(keys.get(0).scalar()).orElseThrow();
    Expression having = having(map);
    if (!what.isMap() || TypesReader.isExcept(what)) {
      return new Step.Positive(
          name, TypesReader.read(what), where, choice, optional, within, having);
    }
    Optional<Types> types = what.map().flatMap(StepReader::all);
    for (String key : List.of("times", "distinct", "having")) {
      map.optional(key).ifPresent(value -> value.problem("'" + key + "' does not go with 'all'"));
    }
    return types
        .map(all -> new Step.Positive(name, all, where, new Step.EachType(), optional, within))
        .orElseGet(
            () -> new Step.Positive(name, Types.of(), where, Step.Times.ONCE, optional, within));
  }

  private static Step.Choice choice(YamlMap map, boolean optional) {
    Step.Choice choice = map.optional("times").map(StepReader::times).orElse(Step.Times.ONCE);
    Expression distinct =
        map.optional("distinct")
            .flatMap(value -> Expressions.expression(value, Vocabulary.EVENT))
            .orElse(null);
    if (map.has("distinct") && !map.has("times")) {
      map.self().problem("'distinct' needs 'times': how many different values there must be");
    }
    if (choice instanceof Step.Times times) {
      return new Step.Times(times.count(), distinct);
    }
    if (map.has("distinct")) {
      map.self()
          .problem(
              "'distinct' goes with a number of 'times', which says how many values there must be");
    }
    if (optional) {
      map.self()
          .problem("'optional' does not go with a range of 'times'; for none, begin it with 0");
    }
    return choice;
  }

  /** Reads {@code 3}, {@code 3+}, {@code exactly 3} or {@code 2-5}. */
  private static Step.Choice times(YamlValue value) {
    Matcher range = RANGE.matcher(value.scalar());
    if (!range.matches()) {
      return new Step.Times(
          value.integer(1, MOST_TIMES, ", or a range: '3+', 'exactly 3', '2-5'"), null);
    }
    String from = range.group(1) != null ? range.group(1) : range.group(2);
    int least = Integer.parseInt(from != null ? from : range.group(3));
    int most = range.group(1) != null ? Step.Range.OPEN : least;
    most = range.group(4) != null ? Integer.parseInt(range.group(4)) : most;
    boolean isOpen = most == Step.Range.OPEN;
    if (least > most || (isOpen ? least : most) > MOST_TIMES || (isOpen ? least : most) < 1) {
      value.problem(
          "a range of 'times' has its smaller number first, and goes up to "
              + MOST_TIMES
              + ": '3+', 'exactly 3', '2-5', or '0-4' for fewer than five; for none write"
              + " 'absent'");
      return new Step.Range(1, Step.Range.OPEN);
    }
    return new Step.Range(least, most);
  }

  /** Reads the condition on what a step has chosen, in which the step itself is known. */
  private @Nullable Expression having(YamlMap map) {
    if (map.has("having") && !map.has("times")) {
      map.self().problem("'having' needs 'times', such as '1+': of one touchpoint ask in 'where'");
    }
    return map.optional("having")
        .flatMap(value -> Expressions.condition(value, vocabulary))
        .orElse(null);
  }

  private static Optional<Types> all(YamlMap map) {
    try (map) {
      return map.required("all").map(StepReader::eachType);
    }
  }

  private static Types eachType(YamlValue value) {
    List<String> texts = value.texts();
    Types types = Types.of(texts);
    if (texts.contains(Types.ANY)) {
      value.problem("'all' names its types: '" + Types.ANY + "' does not go with it");
    } else if (types.size() < texts.size()) {
      value.problem("'all' names a type twice; for two of one type write 'times: 2'");
    } else if (types.size() < 2 || types.size() > MOST_IN_ALL) {
      value.problem("'all' names 2 to " + MOST_IN_ALL + " types");
    }
    return types;
  }

  /** Returns the keys that may be the name of a step; a misspelt keyword is none. */
  private static List<YamlValue> names(YamlMap map) {
    List<YamlValue> keys = map.keysExcept(STEP_KEYS);
    if (keys.size() > 1) {
      // A step may be called 'having' where it has no other name, as before there was the key.
      keys = keys.stream().filter(key -> !key.scalar().equals("having")).toList();
    }
    List<YamlValue> names =
        keys.stream().filter(key -> Spelling.nearest(key.scalar(), STEP_KEYS).isEmpty()).toList();
    return names.isEmpty() ? keys : names;
  }

  private String name(YamlValue key) {
    String name = key.scalar();
    if (!name.matches("[a-z][A-Za-z0-9_]*")) {
      key.problem("a step's name is a lowercase letter, then letters, digits or '_'");
    } else if (RESERVED.contains(name)) {
      key.problem("a step cannot be called '" + name + "': the word is reserved");
    } else if (!names.add(name)) {
      key.problem("an earlier step is called '" + name + "' already");
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
}
