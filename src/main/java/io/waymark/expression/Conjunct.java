package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the parts that must all hold for a condition to hold: those that compare a field with
 * constants are understood, so that they can be looked up for many rules at once, the others are
 * compiled CEL. Parts are equal where they mean the same.
 */
public sealed interface Conjunct {
  /** Whether it holds for a touchpoint; false where it needs more than the touchpoint. */
  boolean test(Touchpoint touchpoint);

  /** The field has one of some values: {@code ==} and {@code in}. */
  record OneOf(Path path, Set<Object> keys) implements Conjunct {
    public OneOf {
      keys = Set.copyOf(keys);
    }

    @Override
    public boolean test(Touchpoint touchpoint) {
      return holds(path.keyOf(touchpoint));
    }

    /** Whether it holds where the path has this key. */
    public boolean holds(@Nullable Object key) {
      return key != null && keys.contains(key);
    }
  }

  /** The field has a value, and none of these: {@code !=}. */
  record NoneOf(Path path, Set<Object> keys) implements Conjunct {
    public NoneOf {
      keys = Set.copyOf(keys);
    }

    @Override
    public boolean test(Touchpoint touchpoint) {
      return holds(path.keyOf(touchpoint));
    }

    /** Whether it holds where the path has this key. */
    public boolean holds(@Nullable Object key) {
      return key != null && !keys.contains(key);
    }
  }

  /** The field is a number on one side of a limit. */
  record Bound(Path path, Side side, double limit) implements Conjunct {
    @Override
    public boolean test(Touchpoint touchpoint) {
      return side.holds(path.numberOf(touchpoint), limit);
    }
  }

  /** Where a number must lie. */
  enum Side {
    BELOW,
    UP_TO,
    FROM,
    ABOVE;

    /** Never for what is no number. */
    public boolean holds(double number, double limit) {
      return switch (this) {
        case BELOW -> number < limit;
        case UP_TO -> number <= limit;
        case FROM -> number >= limit;
        case ABOVE -> number > limit;
      };
    }

    /** With the sides of the comparison exchanged. */
    Side mirrored() {
      return switch (this) {
        case BELOW -> ABOVE;
        case UP_TO -> FROM;
        case FROM -> UP_TO;
        case ABOVE -> BELOW;
      };
    }
  }

  /** All else. */
  record Other(Expression expression) implements Conjunct {
    @Override
    public boolean test(Touchpoint touchpoint) {
      return expression.test(Scope.ofEvent(touchpoint, Scope.NONE));
    }
  }

  /** Whether it needs nothing but the touchpoint at hand. */
  default boolean isOfEvent() {
    return !(this instanceof Other other)
        || other.expression().names().stream().allMatch(name -> name.startsWith("event."));
  }
}
