package io.waymark.match;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Expression;
import io.waymark.expression.Path;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that a touchpoint starts. Of one thread.
 *
 * <p>A rule lies under each type of its first step, and there under one part of the step's
 * condition: a value that a field must have, found by hash; else a range of numbers, found in a
 * sorted list; else it is tried each time. What remains of the condition is asked of those that are
 * found. So a touchpoint costs one lookup for each field that some rule compares for its type, and
 * then as much as there are rules for it: the predicate index of active databases (Hanson,
 * Chaabouni, Kim and Wang, SIGMOD 1990).
 *
 * <p>What lies under a type is built anew when it is first looked up after a change, so that a
 * thousand rules that come at once cost no more than the types that touchpoints ask for in between.
 *
 * @param <T> what is found
 */
public final class RuleIndex<T> {
  private record Entry<T>(T rule, @Nullable Expression where) {}

  private final Conditions conditions;
  private final Map<String, List<Entry<T>>> byType = new HashMap<>();
  private final Map<String, Shelf<T>> shelves = new HashMap<>();

  public RuleIndex(Conditions conditions) {
    this.conditions = conditions;
  }

  public void add(T rule, Pattern pattern) {
    Step first = pattern.steps().get(0);
    for (String type : first.types()) {
      byType.computeIfAbsent(type, t -> new ArrayList<>()).add(new Entry<>(rule, first.where()));
      shelves.remove(type);
    }
  }

  /** Removes a rule, the very object, that was added with this pattern. */
  public void remove(T rule, Pattern pattern) {
    for (String type : pattern.steps().get(0).types()) {
      List<Entry<T>> own = byType.get(type);
      if (own != null && own.removeIf(entry -> entry.rule() == rule)) {
        shelves.remove(type);
        if (own.isEmpty()) {
          byType.remove(type);
        }
      }
    }
  }

  /** Tells all rules that a touchpoint starts, each once. */
  public void startedBy(Touchpoint touchpoint, Consumer<? super T> found) {
    Shelf<T> shelf = shelves.get(touchpoint.type());
    if (shelf == null) {
      List<Entry<T>> own = byType.get(touchpoint.type());
      if (own == null) {
        return;
      }
      shelf = new Shelf<>(own, conditions);
      shelves.put(touchpoint.type(), shelf);
    }
    shelf.find(touchpoint, found);
  }

  /** A rule, and what its first step asks besides what it lies under. */
  private record Card<T>(T rule, Condition rest) {
    void tell(Touchpoint touchpoint, Consumer<? super T> found) {
      if (rest.test(touchpoint)) {
        found.accept(rule);
      }
    }
  }

  /** Rules that a value of a field finds. */
  private record ByValue<T>(Path path, Map<Object, List<Card<T>>> cards) {
    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      Object key = path.keyOf(touchpoint);
      List<Card<T>> own = key == null ? null : cards.get(key);
      if (own != null) {
        tell(own, touchpoint, found);
      }
    }
  }

  /** Rules that a field finds which is a number in their range. */
  private record ByLimit<T>(Path path, Thresholds<Card<T>> cards) {
    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      cards.find(path.numberOf(touchpoint), card -> card.tell(touchpoint, found));
    }
  }

  private static <T> void tell(
      List<Card<T>> cards, Touchpoint touchpoint, Consumer<? super T> found) {
    for (int i = 0; i < cards.size(); i++) {
      cards.get(i).tell(touchpoint, found);
    }
  }

  /** The rules that start with one type. */
  private static final class Shelf<T> {
    private final Conditions conditions;
    private final Map<Path, ByValue<T>> byValue = new LinkedHashMap<>();
    private final Map<Path, ByLimit<T>> byLimit = new LinkedHashMap<>();
    private final List<Card<T>> others = new ArrayList<>();

    /** Those of the maps, to walk over. */
    private final List<ByValue<T>> allByValue;

    private final List<ByLimit<T>> allByLimit;

    Shelf(List<Entry<T>> rules, Conditions conditions) {
      this.conditions = conditions;
      rules.forEach(entry -> add(entry.rule(), entry.where()));
      byLimit.values().forEach(each -> each.cards().sort());
      allByValue = List.copyOf(byValue.values());
      allByLimit = List.copyOf(byLimit.values());
    }

    private void add(T rule, @Nullable Expression where) {
      List<Conjunct> parts = where == null ? List.of() : where.conjuncts();
      Conjunct under = under(parts);
      if (under instanceof OneOf oneOf) {
        Card<T> card = card(rule, parts, List.of(oneOf));
        Map<Object, List<Card<T>>> cards =
            byValue
                .computeIfAbsent(oneOf.path(), path -> new ByValue<>(path, new HashMap<>()))
                .cards();
        oneOf.keys().forEach(key -> cards.computeIfAbsent(key, k -> new ArrayList<>()).add(card));
      } else if (under instanceof Bound bound) {
        List<Bound> bounds = bounds(parts, bound.path());
        byLimit
            .computeIfAbsent(bound.path(), path -> new ByLimit<>(path, new Thresholds<>()))
            .cards()
            .add(Range.of(bounds), card(rule, parts, bounds));
      } else {
        others.add(card(rule, parts, List.of()));
      }
    }

    /** Asks for what it does not lie under. */
    private Card<T> card(T rule, List<Conjunct> parts, List<? extends Conjunct> under) {
      return new Card<>(
          rule, conditions.all(parts.stream().filter(part -> !under.contains(part)).toList()));
    }

    private static @Nullable Conjunct under(List<Conjunct> parts) {
      Conjunct limit = null;
      for (Conjunct part : parts) {
        if (part instanceof OneOf) {
          return part;
        }
        limit = limit == null && part instanceof Bound ? part : limit;
      }
      return limit;
    }

    private static List<Bound> bounds(List<Conjunct> parts, Path path) {
      return parts.stream()
          .filter(Bound.class::isInstance)
          .map(Bound.class::cast)
          .filter(bound -> bound.path().equals(path))
          .toList();
    }

    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      for (int i = 0; i < allByValue.size(); i++) {
        allByValue.get(i).find(touchpoint, found);
      }
      for (int i = 0; i < allByLimit.size(); i++) {
        allByLimit.get(i).find(touchpoint, found);
      }
      tell(others, touchpoint, found);
    }
  }
}
