package io.waymark.yaml;

import io.waymark.model.DecimalReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a document, with its place in the text. Reading it as a type that it does not have is
 * a problem, reported at that place.
 */
public final class YamlValue {
  private final Node node;
  private final Problems problems;

  /** The mapping as which this was read last; null before. */
  private @Nullable YamlMap readAs;

  YamlValue(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Reports a problem with this value. */
  public void problem(String message) {
    Mark start = start();
    problems.add(start.getLine() + 1, start.getColumn() + 1, message);
  }

  /**
   * Reports a problem inside this text.
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

  /** Returns the mapping that this is; empty after a problem. */
  public Optional<YamlMap> map() {
    if (node instanceof MappingNode mapping) {
      YamlMap map = new YamlMap(mapping, this, problems);
      readAs = map;
      return Optional.of(map);
    }
    problem("expected a mapping (key: value)");
    return Optional.empty();
  }

  /** Returns whether this was read as a mapping in which a key has a meaning. */
  boolean knows(String key) {
    return readAs != null && readAs.knows(key);
  }

  /** Returns the text that this is; an empty text after a problem. */
  public String text() {
    String text = scalar();
    if (!text.isEmpty() && isOther(Tag.STR)) {
      problem("expected a text; put it in quotes: \"" + text + "\"");
      return "";
    }
    return text;
  }

  /**
   * Returns the scalar as it is written, be it a text, a number or a boolean; an empty text after a
   * problem.
   */
  public String scalar() {
    if (node instanceof ScalarNode scalar && !isNull() && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem("expected a text");
    return "";
  }

  /** Returns the text that this is, even if it is blank; an empty text after a problem. */
  public String anyText() {
    return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : text();
  }

  /** Returns the items of this list; a single value counts as a list of one. */
  public List<YamlValue> oneOrMany() {
    return isList() ? list() : List.of(this);
  }

  /** Returns the items of this list; none after a problem. */
  public List<YamlValue> list() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> new YamlValue(item, problems)).toList();
    }
    problem("expected a list");
    return List.of();
  }

  /** Returns the integer that this is, within bounds; {@code least} after a problem. */
  public int integer(int least, int most) {
    return integer(least, most, "");
  }

  /**
   * Returns the integer that this is, within bounds; {@code least} after a problem.
   *
   * @param orElse what may stand here besides an integer, for the problem
   */
  public int integer(int least, int most, String orElse) {
    try {
      int value = isOther(Tag.INT) ? least - 1 : Integer.parseInt(((ScalarNode) node).getValue());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the bounds.
    }
    problem("expected an integer from " + least + " to " + most + orElse);
    return least;
  }

  /** Returns the number that this is, within bounds; {@code least} after a problem. */
  public double number(int least, int most) {
    if (plain() instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    problem("expected a number from " + least + " to " + most);
    return least;
  }

  /** Returns the boolean that this is; false after a problem. */
  public boolean truth() {
    if (node instanceof ScalarNode && plain() instanceof Boolean truth) {
      return truth;
    }
    problem("expected true or false");
    return false;
  }

  /** Returns the duration that this is, in milliseconds; 1 after a problem. Zero is a problem. */
  public long durationMillis() {
    long millis = momentMillis();
    if (millis == 0) {
      problem("expected a duration longer than zero, such as 30s, 30m, 2h, 7d or 1d12h");
    }
    return Math.max(1, millis);
  }

  /**
   * Returns the duration that this is, in milliseconds and within bounds; {@code least} after a
   * problem.
   */
  public long durationMillis(long least, long most) {
    String text = scalar();
    if (text.isEmpty()) {
      return least;
    }
    OptionalLong millis = Durations.parseMillis(text);
    if (millis.isPresent() && millis.getAsLong() >= least && millis.getAsLong() <= most) {
      return millis.getAsLong();
    }
    problem(
        "expected a duration from " + Durations.inFull(least) + " to " + Durations.inFull(most));
    return least;
  }

  /** Returns the time since some start, in milliseconds, zero included; 1 after a problem. */
  public long momentMillis() {
    String text = scalar();
    return Durations.parseMillis(text)
        .orElseGet(
            () -> {
              problem(
                  "expected a duration such as 30s, 30m, 2h, 7d or 1d12h"
                      + Durations.meant(text).map(meant -> "; write " + meant).orElse(""));
              return 1;
            });
  }

  /**
   * Returns the value as {@code String}, a number, {@code Boolean}, {@code List} or {@code Map}, as
   * YAML's core schema reads it. Nulls are left out of lists and maps; a null on its own is an
   * empty text.
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
    if (!isOther(Tag.INT) && value.matches("[-+]?0[0-9]+")) {
      problem("a number with zeros before it; as a text it needs quotes");
      return 0L;
    }
    try {
      return plain(value);
    } catch (NumberFormatException e) {
      problem("this number is out of range; as a text it needs quotes");
      return 0L;
    }
  }

  private Object plain(String value) {
    if (!isOther(Tag.INT) && value.matches("0[xo].*")) {
      int radix = value.charAt(1) == 'x' ? 16 : 8;
      return DecimalReader.read(new BigInteger(value.substring(2), radix).toString());
    }
    if (!isOther(Tag.INT) || !isOther(Tag.FLOAT)) {
      return DecimalReader.read(value);
    }
    if (!isOther(Tag.BOOL)) {
      return Boolean.valueOf(value);
    }
    return isNull() ? "" : value;
  }

  /**
   * Returns the constant of an enum that is written here in lower case; the first constant after a
   * problem.
   */
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

  /** Returns the scalars of a list, or a single one, each as {@link #scalar} reads it. */
  public List<String> scalars() {
    return oneOrMany().stream().map(YamlValue::scalar).toList();
  }

  /** Returns the texts of a list, or a single one. */
  public List<String> texts() {
    return oneOrMany().stream().map(YamlValue::text).toList();
  }

  /**
   * Returns the texts of a list, or a single one, as values, so that a problem can point at them. A
   * text that is there twice is a problem, and so is none at all.
   */
  public List<YamlValue> distinctTexts() {
    Set<String> seen = new HashSet<>();
    List<YamlValue> distinct = new ArrayList<>();
    for (YamlValue item : oneOrMany()) {
      String text = item.text();
      if (!text.isEmpty() && !seen.add(text)) {
        item.problem("'" + text + "' is named twice");
      } else if (!text.isEmpty()) {
        distinct.add(item);
      }
    }
    if (isList() && list().isEmpty()) {
      problem("name at least one, or leave this out");
    }
    return distinct;
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
