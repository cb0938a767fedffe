package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of the current touchpoint and keys below it, such as {@code event.properties.cart.total}.
 *
 * @param field as {@link Scope#field} knows it
 */
public record Path(String field, List<String> keys) {
  /**
   * Interns field and keys, as touchpoints do, so that most comparisons end at the identity of two
   * texts.
   */
  public Path {
    field = field.intern();
    keys = keys.stream().map(String::intern).toList();
  }

  /** Returns the value at this path in a touchpoint; null where there is none. */
  @Nullable Object of(Touchpoint touchpoint) {
    return walk(Scope.field(touchpoint, field), keys);
  }

  /** Returns the {@link #key} of the value at this path; null where there is none. */
  public @Nullable Object keyOf(Touchpoint touchpoint) {
    return key(of(touchpoint));
  }

  /** Returns the number at this path; NaN for anything else. */
  public double numberOf(Touchpoint touchpoint) {
    return of(touchpoint) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /**
   * Returns a value in a form in which values that CEL considers equal are equal. Integers and
   * fractions compare with each other, so both become doubles as long as a double holds them
   * exactly.
   */
  public static @Nullable Object key(@Nullable Object value) {
    if (value instanceof Long whole && isExact((double) whole)) {
      return (double) whole;
    }
    // Minus zero is zero.
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  static boolean isExact(double number) {
    return Math.abs(number) < 0x1p53;
  }

  static @Nullable Object walk(@Nullable Object value, List<String> keys) {
    Object at = value;
    for (int i = 0; i < keys.size(); i++) {
      if (!(at instanceof Map<?, ?> map)) {
        return null;
      }
      at = map.get(keys.get(i));
    }
    return at;
  }
}
