package io.waymark.expression;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.NoneOf;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Conjunct.Other;
import io.waymark.expression.Conjunct.Side;
import io.waymark.model.Decimals;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a part of a condition, and what it read, for a person who asks why it held or failed. */
public final class PartWords {
  /** The most characters of a value that is a text, a list or an object. */
  public static final int MOST_CHARACTERS = 100;

  private static final int MOST_VALUES = 8;

  /** The most that a part may read for the values to say more than its own text. */
  private static final int MOST_TEXTS = 3;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private static final int FIRST_BEYOND_ASCII = 0x7f;

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
    read(part, scope)
        .forEach(
            (name, value) -> {
              if (value != null && values.size() < MOST_VALUES) {
                values.put(
                    name, value instanceof Number || value instanceof Boolean ? value : cut(value));
              }
            });
    return values;
  }

  /**
   * Returns what a part that held read in a scope, in words, by the names; what is long is cut.
   * Null where that does not show what held: something that the part reads is absent, is a list or
   * an object, or is too much.
   */
  public static @Nullable Map<String, String> texts(Conjunct part, Scope scope) {
    if (part instanceof OneOf oneOf && oneOf.keys().size() == 1) {
      return Map.of(name(oneOf.path()), plain(oneOf.keys().iterator().next()));
    }
    Map<String, @Nullable Object> read = read(part, scope);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : read.entrySet()) {
      Object value = entry.getValue();
      if (value == null || value instanceof List || value instanceof Map) {
        return null;
      }
      texts.put(entry.getKey(), plain(value));
    }
    return read.isEmpty() || read.size() > MOST_TEXTS ? null : texts;
  }

  /** Returns all that a part reads, by its names; null where it is absent. */
  private static Map<String, @Nullable Object> read(Conjunct part, Scope scope) {
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    if (part instanceof Other other) {
      for (String name : new TreeSet<>(other.expression().names())) {
        Set<String> keys = other.expression().keys(name);
        if (keys.isEmpty()) {
          read.put(name, PlainValues.value(scope.value(name)));
        } else {
          Object value = scope.value(name);
          new TreeSet<>(keys)
              .forEach(
                  key ->
                      read.put(name + "." + key, value instanceof Map<?, ?> m ? m.get(key) : null));
        }
      }
    } else {
      Path path = path(part);
      read.put(name(path), Path.walk(scope.value("event." + path.field()), path.keys()));
    }
    return read;
  }

  /** Returns a value on one line, in quotes where it would not stand out from the words. */
  private static String plain(Object value) {
    String text = cut(Decimals.text(value));
    return !text.isEmpty() && text.chars().allMatch(PartWords::standsOut)
        ? text
        : '"' + CONTROLS.matcher(text).replaceAll(" ") + '"';
  }

  /** Returns whether a character neither ends a word nor steers what shows it. */
  private static boolean standsOut(int at) {
    return at > ' '
        && at != '"'
        && at != ','
        && (at < FIRST_BEYOND_ASCII || (!Character.isSpaceChar(at) && !Character.isISOControl(at)));
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
