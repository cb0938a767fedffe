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
 * condition: a value that a field must have, found by hash; else a limit on a number, found in a
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

  /** Rules that a field finds which is a number on their side of a limit. */
  private record ByLimit<T>(Path path, Limits<Card<T>> cards) {
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

    Shelf(List<Entry<T>> rules, Conditions conditions) {
      this.conditions = conditions;
      rules.forEach(entry -> add(entry.rule(), entry.where()));
      byLimit.values().forEach(each -> each.cards().sort());
    }

    private void add(T rule, @Nullable Expression where) {
      List<Conjunct> parts = where == null ? List.of() : where.conjuncts();
      Conjunct under = under(parts);
      Condition rest = conditions.all(parts.stream().filter(part -> !part.equals(under)).toList());
      Card<T> card = new Card<>(rule, rest);
      if (under instanceof OneOf oneOf) {
        Map<Object, List<Card<T>>> cards =
            byValue
                .computeIfAbsent(oneOf.path(), path -> new ByValue<>(path, new HashMap<>()))
                .cards();
        oneOf.keys().forEach(key -> cards.computeIfAbsent(key, k -> new ArrayList<>()).add(card));
      } else if (under instanceof Bound bound) {
        byLimit
            .computeIfAbsent(bound.path(), path -> new ByLimit<>(path, new Limits<>()))
            .cards()
            .add(bound, card);
      } else {
        others.add(card);
      }
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

    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      for (ByValue<T> each : byValue.values()) {
        each.find(touchpoint, found);
      }
      for (ByLimit<T> each : byLimit.values()) {
        each.find(touchpoint, found);
      }
      tell(others, touchpoint, found);
    }
  }
}
