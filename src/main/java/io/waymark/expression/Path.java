package io.waymark.expression;

import io.waymark.model.Decimals;
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

  /** Returns the {@link Decimals#key} of the value at this path; null where there is none. */
  public @Nullable Object keyOf(Touchpoint touchpoint) {
    return Decimals.key(of(touchpoint));
  }

  /** Returns the number at this path; null for anything else. */
  public @Nullable Number numberOf(Touchpoint touchpoint) {
    return Decimals.number(of(touchpoint));
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
