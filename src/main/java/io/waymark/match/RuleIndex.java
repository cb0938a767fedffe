package io.waymark.match;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Expression;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that a touchpoint can start or advance, as far as the touchpoint alone tells. Of
 * one thread.
 *
 * <p>Each step of a rule lies under each of its types, and there under one part of its condition: a
 * value that a field must have, found by hash; else a limit on a number, found in a sorted list;
 * else it is tried each time. What remains of the condition is asked of those that are found. So a
 * touchpoint costs one lookup for each field that some rule compares for its type, and then as much
 * as there are rules for it: the predicate index of active databases (Hanson, Chaabouni, Kim and
 * Wang, SIGMOD 1990).
 *
 * <p>What lies under a type is built anew when it is first looked up after a change, so that a
 * thousand rules that come at once cost no more than the types that touchpoints ask for in between.
 *
 * @param <T> what is found
 */
public final class RuleIndex<T> {
  /** Told what is found, each once for a touchpoint. */
  @FunctionalInterface
  public interface Found<T> {
    /**
     * Takes a rule that the touchpoint may concern.
     *
     * @param starts whether the touchpoint fulfils its first step
     */
    void found(T rule, boolean starts);
  }

  private final Conditions conditions;
  private final Map<String, List<Entry<T>>> byType = new HashMap<>();
  private final Map<String, Drawer<T>> drawers = new HashMap<>();

  public RuleIndex(Conditions conditions) {
    this.conditions = conditions;
  }

  private record Entry<T>(T rule, Pattern pattern) {}

  public void add(T rule, Pattern pattern) {
    for (String type : pattern.types()) {
      byType.computeIfAbsent(type, t -> new ArrayList<>()).add(new Entry<>(rule, pattern));
      drawers.remove(type);
    }
  }

  /** Removes a rule, the very object, that was added with this pattern. */
  public void remove(T rule, Pattern pattern) {
    for (String type : pattern.types()) {
      List<Entry<T>> own = byType.get(type);
      if (own != null && own.removeIf(entry -> entry.rule() == rule)) {
        drawers.remove(type);
        if (own.isEmpty()) {
          byType.remove(type);
        }
      }
    }
  }

  /**
   * Tells the rules that a touchpoint may concern.
   *
   * @param startsOnly whether only those are asked for that it starts
   */
  public void find(Touchpoint touchpoint, boolean startsOnly, Found<? super T> found) {
    Drawer<T> drawer = drawers.get(touchpoint.type());
    if (drawer == null) {
      List<Entry<T>> own = byType.get(touchpoint.type());
      if (own == null) {
        return;
      }
      drawer = new Drawer<>(touchpoint.type(), own, conditions);
      drawers.put(touchpoint.type(), drawer);
    }
    drawer.find(touchpoint, startsOnly, found);
  }

  /** All that one type of touchpoint can concern. */
  private static final class Drawer<T> {
    private final Shelf<T> firsts;
    private final Shelf<T> others;
    private long searches;

    Drawer(String type, List<Entry<T>> rules, Conditions conditions) {
      firsts = new Shelf<>(true, conditions);
      others = new Shelf<>(false, conditions);
      for (Entry<T> entry : rules) {
        Told<T> told = new Told<>(entry.rule());
        Shelf<T> shelf = firsts;
        for (Step step : entry.pattern().steps()) {
          if (step.types().contains(type)) {
            shelf.add(told, step.where());
          }
          shelf = others;
        }
      }
      firsts.close();
      others.close();
    }

    void find(Touchpoint touchpoint, boolean startsOnly, Found<? super T> found) {
      searches++;
      firsts.find(touchpoint, searches, found);
      if (!startsOnly) {
        others.find(touchpoint, searches, found);
      }
    }
  }

  /** A rule, and the search in which it was told last. */
  private static final class Told<T> {
    private final T rule;
    private long last;

    Told(T rule) {
      this.rule = rule;
    }

    void tell(long search, boolean starts, Found<? super T> found) {
      if (search != last) {
        last = search;
        found.found(rule, starts);
      }
    }
  }

  /** A step of a rule, and what it asks besides what it lies under. */
  private record Card<T>(Told<T> told, boolean starts, Condition rest) {
    void tell(Touchpoint touchpoint, long search, Found<? super T> found) {
      if (rest.test(touchpoint)) {
        told.tell(search, starts, found);
      }
    }
  }

  /** Steps that ask for one type. */
  private static final class Shelf<T> {
    private final boolean starts;
    private final Conditions conditions;
    private final Map<Reading, Map<Object, List<Card<T>>>> byValue = new LinkedHashMap<>();
    private final Map<Reading, Limits<Card<T>>> byLimit = new LinkedHashMap<>();
    private final List<Card<T>> others = new ArrayList<>();

    Shelf(boolean starts, Conditions conditions) {
      this.starts = starts;
      this.conditions = conditions;
    }

    void add(Told<T> told, @Nullable Expression where) {
      List<Conjunct> parts = where == null ? List.of() : where.conjuncts();
      Conjunct under = under(parts);
      Condition rest = conditions.all(parts.stream().filter(part -> !part.equals(under)).toList());
      Card<T> card = new Card<>(told, starts, rest);
      if (under instanceof OneOf oneOf) {
        Map<Object, List<Card<T>>> cards =
            byValue.computeIfAbsent(conditions.reading(oneOf.path()), path -> new HashMap<>());
        oneOf.keys().forEach(key -> cards.computeIfAbsent(key, k -> new ArrayList<>()).add(card));
      } else if (under instanceof Bound bound) {
        byLimit
            .computeIfAbsent(conditions.reading(bound.path()), path -> new Limits<>())
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

    void close() {
      byLimit.values().forEach(Limits::sort);
    }

    void find(Touchpoint touchpoint, long search, Found<? super T> found) {
      for (Map.Entry<Reading, Map<Object, List<Card<T>>>> entry : byValue.entrySet()) {
        Object key = entry.getKey().key(touchpoint);
        List<Card<T>> own = key == null ? null : entry.getValue().get(key);
        if (own != null) {
          tell(own, touchpoint, search, found);
        }
      }
      for (Map.Entry<Reading, Limits<Card<T>>> entry : byLimit.entrySet()) {
        double number = entry.getKey().number(touchpoint);
        entry.getValue().find(number, card -> card.tell(touchpoint, search, found));
      }
      tell(others, touchpoint, search, found);
    }

    private static <T> void tell(
        List<Card<T>> cards, Touchpoint touchpoint, long search, Found<? super T> found) {
      for (int i = 0; i < cards.size(); i++) {
        cards.get(i).tell(touchpoint, search, found);
      }
    }
  }
}
