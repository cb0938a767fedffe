package io.waymark.yaml;

import io.waymark.model.Durations;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
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
   * @param column of the text, from 0
   */
  public void problem(int line, int column, String message) {
    Mark start = start();
    int row = start.getLine() + line;
    int shift = start.getColumn() + 1;
    if (node instanceof ScalarNode scalar) {
      if (isBlock(scalar)) {
        row++;
        shift = indentation(problems.line(row)) + 1;
      } else if (line > 1) {
        shift = indentation(problems.line(row)) + 1;
      } else if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
        shift++;
      }
    }
    problems.add(row, shift + column, message);
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
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem("expected a text");
    return "";
  }

  /** The text that this is, also one of blanks; empty text after a problem. */
  public String anyText() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : text();
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
      int value = Integer.parseInt(text());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the bounds.
    }
    problem("expected a whole number from " + least + " to " + most);
    return least;
  }

  /** The duration that this is, in milliseconds; 1 after a problem. */
  public long durationMillis() {
    return Durations.parseMillis(text())
        .orElseGet(
            () -> {
              problem("expected a duration such as 30s, 30m, 2h, 7d or 1d12h");
              return 1;
            });
  }

  /**
   * The value as {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} or
   * {@code Map}, as YAML's core schema reads it; an empty text for null.
   */
  public Object plain() {
    if (node instanceof MappingNode) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map().orElseThrow().all().forEach((key, value) -> plain.put(key, value.plain()));
      return plain;
    }
    if (node instanceof SequenceNode) {
      return list().stream().map(YamlValue::plain).toList();
    }
    String value = ((ScalarNode) node).getValue();
    if (node.getTag().equals(Tag.INT)) {
      return Long.decode(value);
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      return Double.valueOf(value);
    }
    return node.getTag().equals(Tag.BOOL) ? (Object) Boolean.valueOf(value) : value;
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
    problem(
        "expected one of "
            + Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    return constants[0];
  }

  /** Texts of a list, or of a single value. */
  public List<String> texts() {
    return oneOrMany().stream().map(YamlValue::text).toList();
  }

  private Mark start() {
    return node.getStartMark().orElseThrow();
  }

  private static boolean isBlock(ScalarNode scalar) {
    return scalar.getScalarStyle() == ScalarStyle.LITERAL
        || scalar.getScalarStyle() == ScalarStyle.FOLDED;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
