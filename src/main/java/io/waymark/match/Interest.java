package io.waymark.match;

import io.waymark.binary.SmallMap;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which touchpoints may matter to a pattern, as far as the touchpoint alone tells: those that any
 * of its steps may ask for.
 */
public final class Interest {
  /** By type of touchpoint; one of them must hold. */
  private final Map<String, Condition[]> anyOf;

  private final long types;

  public Interest(Pattern pattern, Conditions conditions) {
    Map<String, Condition[]> byType = new HashMap<>();
    long bits = 0;
    for (Step step : pattern.steps()) {
      Condition[] own = {conditions.of(step.where())};
      for (String type : step.types()) {
        byType.merge(type, own, Interest::both);
        bits |= bit(type);
      }
    }
    this.anyOf = SmallMap.copyOf(byType);
    this.types = bits;
  }

  /** A bit for each type, of which several share one: see {@link #bit}. */
  public long types() {
    return types;
  }

  /**
   * The bit of a type: where {@link #types} lacks it, a touchpoint of the type is of no interest.
   */
  public static long bit(String type) {
    return 1L << ((type.hashCode() * 0x9E3779B9) >>> 26);
  }

  public boolean isIn(Touchpoint touchpoint) {
    Condition[] any = anyOf.get(touchpoint.type());
    if (any == null) {
      return false;
    }
    for (Condition each : any) {
      if (each.test(touchpoint)) {
        return true;
      }
    }
    return false;
  }

  private static Condition[] both(Condition[] some, Condition[] more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more))
        .distinct()
        .toArray(Condition[]::new);
  }
}
