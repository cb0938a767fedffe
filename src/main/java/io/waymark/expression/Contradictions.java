package io.waymark.expression;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.NoneOf;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Conjunct.Other;
import io.waymark.expression.Conjunct.Side;
import io.waymark.model.Decimals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds parts of a condition that cannot all hold, as far as comparisons with constants tell. */
final class Contradictions {
  private Contradictions() {}

  /** Returns why a condition can never be true; empty where it may be. */
  static Optional<String> of(Expression condition) {
    if (condition.names().isEmpty() && !condition.test(Scope.NONE)) {
      return Optional.of("this can never be true");
    }
    for (Conjunct part : condition.conjuncts()) {
      if (part instanceof Other other
          && other.expression().names().isEmpty()
          && !other.expression().test(Scope.NONE)) {
        return Optional.of("this can never be true, because '%s' is false".formatted(text(other)));
      }
    }
    return contradictory(condition.conjuncts())
        .map(
            path ->
                "this can never be true: its comparisons of 'event.%s' exclude each other"
                    .formatted(text(path)));
  }

  private static String text(Other other) {
    return other.expression().text();
  }

  private static String text(Path path) {
    return path.keys().isEmpty()
        ? path.field()
        : path.field() + "." + String.join(".", path.keys());
  }

  private static Optional<Path> contradictory(List<Conjunct> parts) {
    Map<Path, OneOf> equalities = new LinkedHashMap<>();
    for (Conjunct part : parts) {
      if (part instanceof OneOf one) {
        equalities.putIfAbsent(one.path(), one);
      }
    }
    for (OneOf one : equalities.values()) {
      if (one.keys().stream().noneMatch(key -> holdAll(parts, one.path(), key))) {
        return Optional.of(one.path());
      }
    }
    return parts.stream()
        .filter(Bound.class::isInstance)
        .map(Bound.class::cast)
        .filter(bound -> parts.stream().anyMatch(other -> excludes(bound, other)))
        .map(Bound::path)
        .findFirst();
  }

  private static boolean holdAll(List<Conjunct> parts, Path path, Object key) {
    Number number = Decimals.number(key);
    for (Conjunct part : parts) {
      boolean holds =
          part instanceof OneOf one
              ? !one.path().equals(path) || one.holds(key)
              : part instanceof NoneOf none
                  ? !none.path().equals(path) || none.holds(key)
                  : !(part instanceof Bound bound)
                      || !bound.path().equals(path)
                      || (number != null && bound.holds(number));
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a lower bound lies above an upper one of the same field. */
  private static boolean excludes(Bound lower, Conjunct other) {
    if (!(other instanceof Bound upper)
        || !upper.path().equals(lower.path())
        || isUpper(lower.side())
        || !isUpper(upper.side())) {
      return false;
    }
    int order = Decimals.compare(lower.limit(), upper.limit());
    return order > 0 || (order == 0 && (lower.side() == Side.ABOVE || upper.side() == Side.BELOW));
  }

  private static boolean isUpper(Side side) {
    return side == Side.BELOW || side == Side.UP_TO;
  }
}
