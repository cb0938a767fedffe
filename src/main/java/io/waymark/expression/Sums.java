package io.waymark.expression;

import io.waymark.model.Arithmetic;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For each property the sum over those touchpoints that have it as a number. Only the sums that are
 * asked for are computed. A sum that is too large for a number is absent.
 */
final class Sums extends AbstractMap<String, Number> {
  private final List<Touchpoint> touchpoints;

  Sums(List<Touchpoint> touchpoints) {
    this.touchpoints = List.copyOf(touchpoints);
  }

  @Override
  public @Nullable Number get(@Nullable Object property) {
    Number sum = null;
    try {
      for (Touchpoint touchpoint : touchpoints) {
        Number number = Decimals.number(touchpoint.properties().get(property));
        if (number != null) {
          sum = sum == null ? Decimals.normal(number) : Arithmetic.add(sum, number);
        }
      }
      return sum;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  @Override
  public boolean containsKey(@Nullable Object property) {
    return get(property) != null;
  }

  @Override
  public Set<Map.Entry<String, Number>> entrySet() {
    Map<String, Number> sums = new HashMap<>();
    for (Touchpoint touchpoint : touchpoints) {
      for (String property : touchpoint.properties().keySet()) {
        Number sum = get(property);
        if (sum != null) {
          sums.put(property, sum);
        }
      }
    }
    return sums.entrySet();
  }
}
