package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.model.Digest;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a rule and finds all its problems at once. */
public final class RuleReader {
  /** Stands in for a pattern that could not be read. */
  private static final Pattern NO_PATTERN =
      new Pattern(
          null, 0, List.of(new Step.Positive("", Types.of(), null, Step.Times.ONCE, false, 0)));

  /** Stands in for a trigger that could not be read. */
  private static final Message NO_MESSAGE = new Message("", 0, 0, null, null, Map.of());

  /** The number of values in a trigger; each is evaluated for each match. */
  private static final int MOST_DATA = 100;

  private static final int MOST_TAGS = 8;

  private final Set<String> stages;

  /** Reads rules for a lifecycle with these stages. */
  public RuleReader(Set<String> stages) {
    this.stages = stages;
  }

  /** The result of reading: a rule, or the problems that prevent it. */
  public sealed interface Result {
    record Ok(Rule rule) implements Result {}

    /**
     * A text with problems.
     *
     * @param id the rule's id as far as it could be read, else null
     */
    record Refused(@Nullable String id, List<Problem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads {@code text}, which its author knows as {@code file}. */
  public Result read(String file, String text) {
    Problems problems = new Problems(file, text);
    try {
      return read(text, problems);
    } catch (StackOverflowError e) {
      // Nesting is bounded wherever it is read; the stack of a thread may be smaller still.
      problems.add(1, 1, "the rule is nested too deep to be read; split its conditions");
      return new Result.Refused(null, problems.list());
    }
  }

  private Result read(String text, Problems problems) {
    YamlMap map = Yaml.read(text, problems).orElse(null);
    if (map == null) {
      return new Result.Refused(null, problems.list());
    }
    Rule rule = rule(map, text);
    return problems.isEmpty()
        ? new Result.Ok(rule)
        : new Result.Refused(rule.id().isEmpty() ? null : rule.id(), problems.list());
  }

  private Rule rule(YamlMap map, String text) {
    try (map) {
      String id = map.required("rule").map(RuleReader::id).orElse("");
      PatternReader reader = new PatternReader();
      Pattern pattern = pattern(map, reader);
      return new Rule(
          id,
          Digest.hex(text),
          Structure.of(id, pattern),
          map.text("title"),
          map.required("signal").map(value -> value.oneOf(Signal.class)).orElse(Signal.STALL),
          map.text("owner"),
          map.optional("tags").map(RuleReader::tags).orElse(List.of()),
          map.required("status")
              .map(value -> value.oneOf(Rule.Status.class))
              .orElse(Rule.Status.DRAFT),
          map.optional("canary").map(value -> Canary.read(id, value)).orElse(null),
          map.optional("change")
              .map(value -> value.oneOf(Rule.Change.class))
              .orElse(Rule.Change.DRAIN),
          map.optional("who").flatMap(YamlValue::map).map(this::who).orElse(Who.ANYONE),
          pattern,
          map.required("trigger")
              .flatMap(YamlValue::map)
              .map(m -> message(m, reader.vocabulary()))
              .orElse(NO_MESSAGE),
          map.optional("goal").flatMap(YamlValue::map).map(GoalReader::read).orElse(null),
          map.optional("tests")
              .map(value -> new ExampleReader(stages).read(value))
              .orElse(List.of()),
          text);
    }
  }

  /** Reads the id of a rule; a problem is noted where it lies. */
  public static String id(YamlValue value) {
    String id = value.text();
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9-]{0,63}")) {
      value.problem(
          "a rule's id is a lowercase letter, then lowercase letters, digits or '-', at most 64 in all");
    }
    if (id.equals(RuleStatus.POLICY)) {
      value.problem("a rule cannot be called 'policy', by which the policy is reported");
    }
    return id;
  }

  private static List<String> tags(YamlValue value) {
    List<YamlValue> items = value.distinctTexts();
    if (items.size() > MOST_TAGS) {
      value.problem("a rule has at most " + MOST_TAGS + " tags; this one has " + items.size());
    }
    return items.stream().map(RuleReader::tag).toList();
  }

  /** Reads a tag of rules; a problem is noted where it lies. */
  public static String tag(YamlValue value) {
    String tag = value.text();
    if (!tag.isEmpty() && !tag.matches("[a-z][a-z0-9-]{0,31}")) {
      value.problem(
          "a tag is a lowercase letter, then lowercase letters, digits or '-', at most 32 in all");
    }
    return tag;
  }

  private Pattern pattern(YamlMap map, PatternReader reader) {
    if (map.has("pattern") == map.has("stall")) {
      map.self().problem("a rule needs either 'pattern' or 'stall'");
    }
    Pattern stall =
        map.optional("stall")
            .flatMap(YamlValue::map)
            .map(m -> closing(m, () -> reader.readStall(m, stages)))
            .orElse(NO_PATTERN);
    return map.optional("pattern")
        .flatMap(YamlValue::map)
        .map(m -> closing(m, () -> reader.read(m)))
        .orElse(stall);
  }

  private static Pattern closing(YamlMap map, Supplier<Pattern> read) {
    try (map) {
      return read.get();
    }
  }

  private Who who(YamlMap map) {
    try (map) {
      Set<String> wanted = map.optional("stage").map(this::stages).orElse(Set.of());
      Expression where =
          map.optional("where")
              .flatMap(v -> Expressions.condition(v, Vocabulary.CUSTOMER))
              .orElse(null);
      return new Who(wanted, where);
    }
  }

  private Set<String> stages(YamlValue value) {
    Set<String> wanted =
        value.oneOrMany().stream()
            .map(item -> PatternReader.knownStage(item, stages))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (wanted.isEmpty()) {
      value.problem("name at least one stage, or leave 'stage' out for customers in any");
    }
    return wanted;
  }

  private static Optional<Expression> datum(String name, YamlValue value, Vocabulary vocabulary) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      value.problem("the name of a value in 'data' is a letter, then letters, digits or '_'");
    }
    return Expressions.expression(value, vocabulary);
  }

  private static Map<String, Expression> data(YamlValue value, Vocabulary vocabulary) {
    Map<String, YamlValue> given = value.map().map(YamlMap::all).orElse(Map.of());
    Map<String, Expression> data = new LinkedHashMap<>();
    if (given.size() > MOST_DATA) {
      value.problem(
          "a trigger carries at most " + MOST_DATA + " values; this one has " + given.size());
      return data;
    }
    given.forEach(
        (name, datum) ->
            datum(name, datum, vocabulary).ifPresent(expression -> data.put(name, expression)));
    return data;
  }

  private static Message message(YamlMap map, Vocabulary vocabulary) {
    try (map) {
      Map<String, Expression> data =
          map.optional("data")
              .map(value -> data(value, vocabulary.customer().segment()))
              .orElseGet(LinkedHashMap::new);
      return new Message(
          map.text("to"),
          map.optional("priority").map(value -> value.integer(0, 100)).orElse(50),
          map.optional("cooldown").map(YamlValue::durationMillis).orElse(0L),
          map.optional("expires").map(YamlValue::durationMillis).orElse(null),
          map.optional("holdout").flatMap(YamlValue::map).map(HoldoutReader::read).orElse(null),
          data);
    }
  }
}
