package io.waymark.expression;

import io.waymark.model.Arithmetic;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sum of each property over the touchpoints that have it as a number. Only the sums that are
 * asked for are computed. A sum that is too large for a number is absent.
 */
final class Sums extends AbstractMap<String, Number> {
  private static final int PROPERTIES_A_STEP = 4;

  private final List<Touchpoint> touchpoints;

  Sums(List<Touchpoint> touchpoints) {
    this.touchpoints = List.copyOf(touchpoints);
  }

  /** Returns the steps that it costs to compute all sums. */
  int steps() {
    return touchpoints.stream().mapToInt(each -> each.properties().size()).sum()
        / PROPERTIES_A_STEP;
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
    Set<String> tooLarge = new HashSet<>();
    for (Touchpoint touchpoint : touchpoints) {
      touchpoint.properties().forEach((property, value) -> add(property, value, sums, tooLarge));
    }
    sums.keySet().removeAll(tooLarge);
    return sums.entrySet();
  }

  private static void add(
      String property, Object value, Map<String, Number> sums, Set<String> tooLarge) {
    Number number = Decimals.number(value);
    if (number != null) {
      try {
        sums.merge(property, Decimals.normal(number), Arithmetic::add);
      } catch (ArithmeticException e) {
        tooLarge.add(property);
      }
    }
  }
}
