package io.waymark.match;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Expression;
import io.waymark.expression.Path;
import io.waymark.model.Touchpoint;
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
 * then as much as there are rules for it: Hanson's predicate index (SIGMOD 1990), as active
 * databases use it.
 *
 * <p>What lies under a type is built anew when it is first looked up after a change, so that a
 * thousand rules that come at once cost no more than the types that touchpoints ask for in between.
 *
 * @param <T> what is found
 */
public final class RuleIndex<T> {
  private final Conditions conditions;
  private final Map<String, Map<T, Step.Positive>> byType = new HashMap<>();
  private final Map<String, Shelf<T>> shelves = new HashMap<>();

  public RuleIndex(Conditions conditions) {
    this.conditions = conditions;
  }

  /**
   * Adds a rule.
   *
   * @param first the step that it starts with
   */
  public void add(T rule, Step.Positive first) {
    for (String type : first.types()) {
      byType.computeIfAbsent(type, t -> new LinkedHashMap<>()).put(rule, first);
      shelves.remove(type);
    }
  }

  /** Removes a rule that was added with this step. */
  public void remove(T rule, Step.Positive first) {
    for (String type : first.types()) {
      Map<T, Step.Positive> own = byType.get(type);
      if (own != null && own.remove(rule) != null) {
        shelves.remove(type);
      }
    }
  }

  /** Tells all rules that start with a touchpoint, in an order that depends on the rules alone. */
  public void startedBy(Touchpoint touchpoint, Consumer<? super T> found) {
    Shelf<T> shelf = shelves.get(touchpoint.type());
    if (shelf == null) {
      Map<T, Step.Positive> own = byType.get(touchpoint.type());
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

  /** The rules that start with one type. */
  private static final class Shelf<T> {
    private final Map<Path, Map<Object, List<Card<T>>>> byValue = new LinkedHashMap<>();
    private final Map<Path, Limits<Card<T>>> byLimit = new LinkedHashMap<>();
    private final List<Card<T>> others = new ArrayList<>();
    private final Conditions conditions;

    Shelf(Map<T, Step.Positive> rules, Conditions conditions) {
      this.conditions = conditions;
      rules.forEach((rule, first) -> add(rule, first.where()));
      byLimit.values().forEach(Limits::sort);
    }

    private void add(T rule, @Nullable Expression where) {
      List<Conjunct> parts = where == null ? List.of() : where.conjuncts();
      for (Conjunct part : parts) {
        if (part instanceof OneOf oneOf) {
          Card<T> card = card(rule, parts, part);
          Map<Object, List<Card<T>>> cards =
              byValue.computeIfAbsent(oneOf.path(), path -> new HashMap<>());
          oneOf.keys().forEach(key -> cards.computeIfAbsent(key, k -> new ArrayList<>()).add(card));
          return;
        }
      }
      for (Conjunct part : parts) {
        if (part instanceof Bound bound) {
          byLimit
              .computeIfAbsent(bound.path(), path -> new Limits<>())
              .add(bound, card(rule, parts, part));
          return;
        }
      }
      others.add(new Card<>(rule, conditions.all(parts)));
    }

    private Card<T> card(T rule, List<Conjunct> parts, Conjunct under) {
      return new Card<>(
          rule, conditions.all(parts.stream().filter(part -> !part.equals(under)).toList()));
    }

    void find(Touchpoint touchpoint, Consumer<? super T> found) {
      byValue.forEach(
          (path, cards) -> {
            Object key = path.keyOf(touchpoint);
            List<Card<T>> own = key == null ? null : cards.get(key);
            if (own != null) {
              tell(own, touchpoint, found);
            }
          });
      byLimit.forEach(
          (path, limits) ->
              limits.find(path.numberOf(touchpoint), card -> card.tell(touchpoint, found)));
      tell(others, touchpoint, found);
    }
  }

  private static <T> void tell(
      List<Card<T>> cards, Touchpoint touchpoint, Consumer<? super T> found) {
    for (int i = 0; i < cards.size(); i++) {
      cards.get(i).tell(touchpoint, found);
    }
  }
}
