package io.waymark.yaml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a document and its place in the text. Asking for what it is not is a problem,
 * reported at that place.
 */
public final class YamlValue {
  private final Node node;
  private final Problems problems;

  YamlValue(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Says that something is wrong with this value. */
  public void problem(String message) {
    Mark start = start();
    problems.add(start.getLine() + 1, start.getColumn() + 1, message);
  }

  /**
   * Says that something is wrong inside this text.
   *
   * @param line of the text, from 1
   * @param column of the text, in code points from 0
   */
  public void problem(int line, int column, String message) {
    if (node instanceof ScalarNode scalar) {
      ScalarText.Point point = new ScalarText(scalar, problems.lines()).find(line, column);
      problems.add(point.row() + 1, point.column() + 1, message);
    } else {
      problem(message);
    }
  }

  public boolean isMap() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The mapping that this is; empty after a problem. */
  public Optional<YamlMap> map() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(mapping, this, problems));
    }
    problem("expected a mapping (key: value)");
    return Optional.empty();
  }

  /** The text that this is; empty text after a problem. */
  public String text() {
    String text = scalar();
    if (!text.isEmpty() && isOther(Tag.STR)) {
      problem("expected a text; put it in quotes: \"" + text + "\"");
      return "";
    }
    return text;
  }

  /** What stands here, also a number or truth value, as it is written; empty after a problem. */
  public String scalar() {
    if (node instanceof ScalarNode scalar && !isNull() && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem("expected a text");
    return "";
  }

  /** The text that this is, also one of blanks; empty text after a problem. */
  public String anyText() {
    return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : text();
  }

  /** The items of this list; a single value stands for a list of one. */
  public List<YamlValue> oneOrMany() {
    return isList() ? list() : List.of(this);
  }

  /** The items of this list; none after a problem. */
  public List<YamlValue> list() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> new YamlValue(item, problems)).toList();
    }
    problem("expected a list");
    return List.of();
  }

  /** The whole number that this is, within bounds; {@code least} after a problem. */
  public int integer(int least, int most) {
    try {
      int value = isOther(Tag.INT) ? least - 1 : Integer.parseInt(((ScalarNode) node).getValue());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the bounds.
    }
    problem("expected a whole number from " + least + " to " + most);
    return least;
  }

  /** The number that this is, within bounds; {@code least} after a problem. */
  public double number(int least, int most) {
    if (plain() instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    problem("expected a number from " + least + " to " + most);
    return least;
  }

  /** The truth value that this is; false after a problem. */
  public boolean truth() {
    if (node instanceof ScalarNode && plain() instanceof Boolean truth) {
      return truth;
    }
    problem("expected true or false");
    return false;
  }

  /** The duration that this is, in milliseconds; 1 after a problem, which a duration of 0 is. */
  public long durationMillis() {
    long millis = momentMillis();
    if (millis == 0) {
      problem("expected more than nothing, such as 30s, 30m, 2h, 7d or 1d12h");
    }
    return Math.max(1, millis);
  }

  /** How long after some start; in milliseconds; 1 after a problem. */
  public long momentMillis() {
    return Durations.parseMillis(scalar())
        .orElseGet(
            () -> {
              problem("expected a duration such as 30s, 30m, 2h, 7d or 1d12h");
              return 1;
            });
  }

  /**
   * The value as {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} or
   * {@code Map}, as YAML's core schema reads it. What is null is left out of lists and maps, and is
   * an empty text on its own.
   */
  public Object plain() {
    if (node instanceof MappingNode) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map()
          .orElseThrow()
          .all()
          .forEach(
              (key, value) -> {
                if (!value.isNull()) {
                  plain.put(key, value.plain());
                }
              });
      return plain;
    }
    if (node instanceof SequenceNode) {
      return list().stream().filter(item -> !item.isNull()).map(YamlValue::plain).toList();
    }
    String value = ((ScalarNode) node).getValue();
    try {
      return plain(value);
    } catch (NumberFormatException e) {
      problem("this is no number that can be used; as a text it needs quotes");
      return 0L;
    }
  }

  private Object plain(String value) {
    if (!isOther(Tag.INT)) {
      return Long.valueOf(value);
    }
    if (!isOther(Tag.FLOAT)) {
      double number = Double.parseDouble(value);
      if (!Double.isFinite(number)) {
        throw new NumberFormatException(value);
      }
      return number;
    }
    if (!isOther(Tag.BOOL)) {
      return Boolean.valueOf(value);
    }
    return isNull() ? "" : value;
  }

  /** One of an enum's constants, written in lower case; the first one after a problem. */
  public <E extends Enum<E>> E oneOf(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String text = text();
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    List<String> known =
        Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    if (!text.isEmpty()) {
      problem("unknown '" + text + "'" + Spelling.hint(text, "expected one of", known));
    }
    return constants[0];
  }

  /** What stands in a list, or alone; {@link #scalar}. */
  public List<String> scalars() {
    return oneOrMany().stream().map(YamlValue::scalar).toList();
  }

  /** Texts of a list, or of a single value. */
  public List<String> texts() {
    return oneOrMany().stream().map(YamlValue::text).toList();
  }

  private boolean isNull() {
    return !isOther(Tag.NULL);
  }

  private boolean isOther(Tag tag) {
    return !node.getTag().equals(tag);
  }

  private Mark start() {
    return node.getStartMark().orElseThrow();
  }
}
