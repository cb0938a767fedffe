package io.waymark.expression;

import dev.cel.common.Operator;
import dev.cel.runtime.CelEvaluationException;
import io.waymark.model.Decimals;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells which values are equal. {@link Decimals#key} gives exactly these the same key, so that an
 * index finds what these operators find.
 */
final class Equality {
  private Equality() {}

  static boolean equal(Object one, Object other) {
    if (one instanceof String && one.equals(other)) {
      return true;
    }
    Number number = Operands.number(one);
    Number otherNumber = Operands.number(other);
    if (number != null && otherNumber != null) {
      return Decimals.compare(number, otherNumber) == 0;
    }
    if (number != null || otherNumber != null) {
      return false;
    }
    if (one instanceof List<?> list && other instanceof List<?> otherList) {
      return areEqual(list, otherList);
    }
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
      return areEqual(map, otherMap);
    }
    return Objects.equals(one, other);
  }

  private static boolean areEqual(List<?> list, List<?> other) {
    Iterator<?> others = other.iterator();
    for (Object item : list) {
      if (!others.hasNext() || !equal(item, others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }

  private static boolean areEqual(Map<?, ?> map, Map<?, ?> other) {
    if (map.size() != other.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object otherValue = find(other, entry.getKey());
      if (otherValue == null || !equal(entry.getValue(), otherValue)) {
        return false;
      }
    }
    return true;
  }

  /** Implements {@code in} for lists and for the keys of maps. */
  static Object isIn(Object value, Object container) throws CelEvaluationException {
    if (container instanceof List<?> list) {
      for (Object item : list) {
        if (equal(value, item)) {
          return true;
        }
      }
      return false;
    }
    return container instanceof Map<?, ?> map
        ? find(map, value) != null
        : Operands.standard(Operator.IN.getFunction(), value, container);
  }

  /** Implements {@code [ ]} for lists and maps. */
  static Object index(Object container, Object index) throws CelEvaluationException {
    if (container instanceof Map<?, ?> map) {
      Object value = find(map, index);
      if (value != null) {
        return value;
      }
    }
    Number number = index instanceof String ? null : Operands.number(index);
    return Operands.standard(
        Operator.INDEX.getFunction(), container, number == null ? index : Decimals.normal(number));
  }

  /** Returns the value of an equal key; null for none. */
  private static @Nullable Object find(Map<?, ?> map, Object key) {
    Object value = map.get(key);
    if (value != null || Operands.number(key) == null) {
      return value;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (equal(entry.getKey(), key)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
