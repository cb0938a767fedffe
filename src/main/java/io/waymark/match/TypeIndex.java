package io.waymark.match;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Expression;
import io.waymark.expression.Path;
import io.waymark.match.Thresholds.Ranged;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of a {@link RuleIndex} that start with one type of touchpoint. Immutable. */
final class TypeIndex<T> {
  private final List<ByValue<T>> byValue;
  private final List<ByRange<T>> byRange;
  private final List<Candidate<T>> others;

  /** A rule, the condition of its first step, and its criteria. */
  record Starting<T>(T rule, @Nullable Expression where, Criteria criteria) {}

  /** A rule, and what its first step asks besides the part by which the rule is found. */
  private record Candidate<T>(T rule, Criterion rest) {
    void test(Touchpoint touchpoint, Consumer<? super T> found) {
      if (rest.test(touchpoint)) {
        found.accept(rule);
      }
    }
  }

  /**
   * Rules that are found by the value of a field.
   *
   * @param byKey as it was built, not a copy: a hash map finds faster than an immutable one
   */
  private record ByValue<T>(Path path, Map<Object, List<Candidate<T>>> byKey) {
    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      Object key = path.keyOf(touchpoint);
      List<Candidate<T>> own = key == null ? null : byKey.get(key);
      if (own != null) {
        test(own, touchpoint, found);
      }
    }
  }

  /** Rules that are found by a number in a field. */
  private record ByRange<T>(Path path, Thresholds<Candidate<T>> candidates) {
    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      Number number = path.numberOf(touchpoint);
      if (number != null) {
        candidates.find(number, candidate -> candidate.test(touchpoint, found));
      }
    }
  }

  TypeIndex(List<Starting<T>> rules) {
    Map<Path, Map<Object, List<Candidate<T>>>> values = new LinkedHashMap<>();
    Map<Path, List<Ranged<Candidate<T>>>> ranges = new LinkedHashMap<>();
    others = new ArrayList<>();
    for (Starting<T> each : rules) {
      List<Conjunct> parts = each.where() == null ? List.of() : each.where().conjuncts();
      Conjunct lifted = lifted(parts);
      if (lifted instanceof OneOf oneOf) {
        Candidate<T> candidate = candidate(each, parts, List.of(oneOf));
        Map<Object, List<Candidate<T>>> own =
            values.computeIfAbsent(oneOf.path(), path -> new HashMap<>());
        oneOf
            .keys()
            .forEach(key -> own.computeIfAbsent(key, k -> new ArrayList<>()).add(candidate));
      } else if (lifted instanceof Bound bound) {
        List<Bound> bounds = bounds(parts, bound.path());
        ranges
            .computeIfAbsent(bound.path(), path -> new ArrayList<>())
            .add(new Ranged<>(Range.of(bounds), candidate(each, parts, bounds)));
      } else {
        others.add(candidate(each, parts, List.of()));
      }
    }
    byValue = new ArrayList<>();
    values.forEach((path, byKey) -> byValue.add(new ByValue<>(path, byKey)));
    byRange = new ArrayList<>();
    ranges.forEach((path, items) -> byRange.add(new ByRange<>(path, new Thresholds<>(items))));
  }

  /** Finds all rules that a touchpoint of this type starts, each once. */
  void startedBy(Touchpoint touchpoint, Consumer<? super T> found) {
    for (int i = 0; i < byValue.size(); i++) {
      byValue.get(i).find(touchpoint, found);
    }
    for (int i = 0; i < byRange.size(); i++) {
      byRange.get(i).find(touchpoint, found);
    }
    test(others, touchpoint, found);
  }

  private static <T> void test(
      List<Candidate<T>> candidates, Touchpoint touchpoint, Consumer<? super T> found) {
    for (int i = 0; i < candidates.size(); i++) {
      candidates.get(i).test(touchpoint, found);
    }
  }

  /** Makes a candidate that tests the parts which were not lifted. */
  private static <T> Candidate<T> candidate(
      Starting<T> of, List<Conjunct> parts, List<? extends Conjunct> lifted) {
    return new Candidate<>(
        of.rule(),
        of.criteria().all(parts.stream().filter(part -> !lifted.contains(part)).toList()));
  }

  /** Returns the part by which a rule is found: an equality rather than a bound; null for none. */
  private static @Nullable Conjunct lifted(List<Conjunct> parts) {
    Conjunct bound = null;
    for (Conjunct part : parts) {
      if (part instanceof OneOf) {
        return part;
      }
      bound = bound == null && part instanceof Bound ? part : bound;
    }
    return bound;
  }

  private static List<Bound> bounds(List<Conjunct> parts, Path path) {
    return parts.stream()
        .filter(Bound.class::isInstance)
        .map(Bound.class::cast)
        .filter(bound -> bound.path().equals(path))
        .toList();
  }
}
