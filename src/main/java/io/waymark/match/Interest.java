package io.waymark.match;

import io.waymark.binary.SmallMap;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells which touchpoints may matter to a pattern, as far as the touchpoint alone shows it:
 * touchpoints that fulfil the criterion of any of its steps.
 */
public final class Interest {
  /** The criteria of each type of touchpoint; one must hold. */
  private final Map<String, Criterion[]> anyOf;

  private final long types;

  public Interest(Pattern pattern, Criteria criteria) {
    this(pattern.steps(), criteria);
  }

  /** Creates the interest of some steps of a pattern. */
  public Interest(List<? extends Step> steps, Criteria criteria) {
    Map<String, Criterion[]> byType = new HashMap<>();
    long bits = 0;
    for (Step step : steps) {
      Criterion[] own = {criteria.of(step.where())};
      for (String type : step.types()) {
        byType.merge(type, own, Interest::both);
        bits |= bit(type);
      }
    }
    this.anyOf = SmallMap.copyOf(byType);
    this.types = bits;
  }

  /** Returns the types that the pattern asks for as a set of bits; see {@link #bit}. */
  public long types() {
    return types;
  }

  /**
   * Returns the bit of a type, which others may share: where {@link #types} lacks it, a touchpoint
   * of the type is of no interest.
   */
  public static long bit(String type) {
    return 1L << ((type.hashCode() * 0x9E3779B9) >>> 26);
  }

  /** Returns whether a touchpoint may matter. */
  public boolean isIn(Touchpoint touchpoint) {
    Criterion[] any = anyOf.get(touchpoint.type());
    if (any == null) {
      return false;
    }
    for (Criterion each : any) {
      if (each.test(touchpoint)) {
        return true;
      }
    }
    return false;
  }

  private static Criterion[] both(Criterion[] some, Criterion[] more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more))
        .distinct()
        .toArray(Criterion[]::new);
  }
}
