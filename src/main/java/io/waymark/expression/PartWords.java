package io.waymark.expression;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.NoneOf;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Conjunct.Other;
import io.waymark.expression.Conjunct.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a part of a condition, and what it read, for a person who asks why it failed. */
public final class PartWords {
  /** The most characters of a value that is a text, a list or an object. */
  public static final int MOST_CHARACTERS = 100;

  private static final int MOST_VALUES = 8;

  private PartWords() {}

  /** Returns a part as CEL. */
  public static String text(Conjunct part) {
    if (part instanceof OneOf oneOf) {
      return comparison(oneOf.path(), "==", oneOf.keys());
    }
    if (part instanceof NoneOf noneOf) {
      return comparison(noneOf.path(), "!=", noneOf.keys());
    }
    if (part instanceof Bound bound) {
      return name(bound.path()) + " " + sign(bound.side()) + " " + bound.limit();
    }
    return ((Other) part).expression().text();
  }

  /**
   * Returns the values that a part reads in a scope, by their names; what is absent has no entry. A
   * value that is long is cut.
   */
  public static Map<String, Object> values(Conjunct part, Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (part instanceof Other other) {
      for (String name : new TreeSet<>(other.expression().names())) {
        read(other.expression(), name, scope, values);
      }
    } else {
      Path path = path(part);
      put(values, name(path), Path.walk(scope.value("event." + path.field()), path.keys()));
    }
    return values;
  }

  private static void read(
      Expression expression, String name, Scope scope, Map<String, Object> values) {
    Set<String> keys = expression.keys(name);
    if (keys.isEmpty()) {
      put(values, name, PlainValues.value(scope.value(name)));
    } else if (scope.value(name) instanceof Map<?, ?> map) {
      new TreeSet<>(keys).forEach(key -> put(values, name + "." + key, map.get(key)));
    }
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null && values.size() < MOST_VALUES) {
      values.put(name, value instanceof Number || value instanceof Boolean ? value : cut(value));
    }
  }

  /** Cuts the text of a value, but not between the halves of a character. */
  private static String cut(Object value) {
    String text = value.toString();
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MOST_CHARACTERS - end) + "...";
  }

  private static Path path(Conjunct part) {
    if (part instanceof OneOf oneOf) {
      return oneOf.path();
    }
    return part instanceof NoneOf noneOf ? noneOf.path() : ((Bound) part).path();
  }

  private static String name(Path path) {
    return path.keys().isEmpty()
        ? "event." + path.field()
        : "event." + path.field() + "." + String.join(".", path.keys());
  }

  private static String comparison(Path path, String sign, Collection<?> keys) {
    String texts = keys.stream().map(PartWords::literal).sorted().collect(Collectors.joining(", "));
    return keys.size() == 1
        ? name(path) + " " + sign + " " + texts
        : name(path) + " in [" + texts + "]";
  }

  private static String literal(Object key) {
    return key instanceof String text ? "\"" + text + "\"" : key.toString();
  }

  private static String sign(Side side) {
    return switch (side) {
      case BELOW -> "<";
      case UP_TO -> "<=";
      case FROM -> ">=";
      case ABOVE -> ">";
    };
  }
}
