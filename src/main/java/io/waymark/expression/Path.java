package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of the touchpoint at hand, and keys below it: {@code event.properties.cart.total}.
 *
 * @param field as {@link Scope#field} knows it
 */
public record Path(String field, List<String> keys) {
  /** Field and keys are the very texts that touchpoints have, so that a glance tells them. */
  public Path {
    field = field.intern();
    keys = keys.stream().map(String::intern).toList();
  }

  /** What a touchpoint has there; null for nothing. */
  @Nullable Object of(Touchpoint touchpoint) {
    return walk(Scope.field(touchpoint, field), keys);
  }

  /** As {@link #of}, so that values which CEL takes for equal are equal. */
  public @Nullable Object keyOf(Touchpoint touchpoint) {
    return key(of(touchpoint));
  }

  /** As a number; not a number for anything else. */
  public double numberOf(Touchpoint touchpoint) {
    return of(touchpoint) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /**
   * A value so that it equals those which CEL takes for equal. Whole and broken numbers compare
   * with each other, so both become doubles, as long as a double can hold them.
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
