package io.waymark.expression;

import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a condition that holds only if all its parts hold. Comparisons of a field with
 * constants are understood, so that an index can look them up for many rules at once; all other
 * parts are compiled CEL. Parts with the same meaning are equal.
 */
public sealed interface Conjunct {
  /**
   * Returns whether this part holds for a touchpoint; false where it needs more than the
   * touchpoint.
   *
   * @param rest holds the limits of an evaluation
   */
  boolean test(Touchpoint touchpoint, Scope rest);

  /** Requires the field to have one of some values: {@code ==} and {@code in}. */
  record OneOf(Path path, Set<Object> keys) implements Conjunct {
    public OneOf {
      keys = Set.copyOf(keys);
    }

    @Override
    public boolean test(Touchpoint touchpoint, Scope rest) {
      return holds(path.keyOf(touchpoint));
    }

    /** Returns whether this part holds for a field with this key. */
    public boolean holds(@Nullable Object key) {
      return key != null && keys.contains(key);
    }
  }

  /** Requires the field to have a value other than these: {@code !=}. */
  record NoneOf(Path path, Set<Object> keys) implements Conjunct {
    public NoneOf {
      keys = Set.copyOf(keys);
    }

    @Override
    public boolean test(Touchpoint touchpoint, Scope rest) {
      return holds(path.keyOf(touchpoint));
    }

    /** Returns whether this part holds for a field with this key. */
    public boolean holds(@Nullable Object key) {
      return key != null && !keys.contains(key);
    }
  }

  /** Requires the field to be a number on one side of a limit. */
  record Bound(Path path, Side side, Number limit) implements Conjunct {
    public Bound {
      limit = Decimals.normal(limit);
    }

    @Override
    public boolean test(Touchpoint touchpoint, Scope rest) {
      Number number = path.numberOf(touchpoint);
      return number != null && holds(number);
    }

    /** Returns whether this part holds for a field with this number. */
    public boolean holds(Number number) {
      return side.holds(Decimals.compare(number, limit));
    }
  }

  /** The side of a limit on which a number must lie. */
  enum Side {
    BELOW,
    UP_TO,
    FROM,
    ABOVE;

    /**
     * Returns whether a number lies on this side.
     *
     * @param order of the number and the limit, as a comparator gives it
     */
    boolean holds(int order) {
      return switch (this) {
        case BELOW -> order < 0;
        case UP_TO -> order <= 0;
        case FROM -> order >= 0;
        case ABOVE -> order > 0;
      };
    }

    /** Returns the side after both operands of the comparison are exchanged. */
    Side mirrored() {
      return switch (this) {
        case BELOW -> ABOVE;
        case UP_TO -> FROM;
        case FROM -> UP_TO;
        case ABOVE -> BELOW;
      };
    }
  }

  /** Any other part, evaluated by CEL. */
  record Other(Expression expression) implements Conjunct {
    @Override
    public boolean test(Touchpoint touchpoint, Scope rest) {
      return expression.test(Scope.ofEvent(touchpoint, rest));
    }
  }

  /** Returns whether this part needs only the current touchpoint. */
  default boolean isOfEvent() {
    return !(this instanceof Other other)
        || other.expression().names().stream().allMatch(name -> name.startsWith("event."));
  }
}
