package io.waymark.match;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.List;

/**
 * Tells which touchpoints may matter to a pattern, as far as the touchpoint alone shows it:
 * touchpoints that fulfil the criterion of any of its steps.
 */
public final class Interest {
  private static final long ALL_BITS = -1;

  /** The criteria of each type of touchpoint; one must hold. */
  private final ByType<Criterion[]> anyOf;

  private final long types;

  public Interest(Pattern pattern, Criteria criteria) {
    this(pattern.steps(), criteria);
  }

  /** Creates the interest of some steps of a pattern. */
  public Interest(List<? extends Step> steps, Criteria criteria) {
    this.anyOf =
        ByType.of(
            steps.stream().map(Step::types).toList(),
            type ->
                steps.stream()
                    .filter(step -> step.types().contains(type))
                    .map(step -> criteria.of(step.where()))
                    .distinct()
                    .toArray(Criterion[]::new));
    this.types = bits(steps);
  }

  private static long bits(List<? extends Step> steps) {
    long bits = 0;
    for (Step step : steps) {
      if (step.types().isAnyBut()) {
        return ALL_BITS;
      }
      for (String type : step.types().names()) {
        bits |= bit(type);
      }
    }
    return bits;
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
}
