package io.waymark.match;

import io.waymark.match.TypeIndex.Starting;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the rules that a touchpoint starts. Of one thread.
 *
 * <p>A rule is filed under each type of its first step, or under all where that asks for any, and
 * there under one part of the step's condition: a value that a field must have, found by hash; else
 * a range of numbers, found in a sorted list; else it is tried each time. What remains of the
 * condition is tested for the rules that are found. So a touchpoint costs one lookup for each field
 * that some rule compares for its type, and then as much as there are rules for it: the predicate
 * index of active databases (Hanson, Chaabouni, Kim and Wang, SIGMOD 1990).
 *
 * <p>The index of a type is built when it is first needed after a change, so that a thousand rules
 * that come at once cost no more than the types that touchpoints ask for in between.
 *
 * @param <T> what is found
 */
public final class RuleIndex<T> {
  private final Map<String, List<Starting<T>>> rules = new HashMap<>();

  /** The rules whose first step asks for any type. */
  private final List<Open<T>> open = new ArrayList<>();

  /** Built from the rules, for the types that were asked for since they changed. */
  private final Map<String, TypeIndex<T>> built = new HashMap<>();

  /** A rule that starts with any of its types. */
  private record Open<T>(Types types, Starting<T> starting) {}

  /**
   * Adds a rule.
   *
   * @param criteria of the rule
   */
  public void add(T rule, Pattern pattern, Criteria criteria) {
    Step first = pattern.steps().get(0);
    Starting<T> starting = new Starting<>(rule, first.where(), criteria);
    if (first.types().isAnyBut()) {
      open.add(new Open<>(first.types(), starting));
      built.clear();
      return;
    }
    for (String type : first.types().names()) {
      rules.computeIfAbsent(type, t -> new ArrayList<>()).add(starting);
      built.remove(type);
    }
  }

  /** Removes a rule, the very object, that was added with this pattern. */
  public void remove(T rule, Pattern pattern) {
    Types types = pattern.steps().get(0).types();
    if (types.isAnyBut() && open.removeIf(each -> each.starting().rule() == rule)) {
      built.clear();
      return;
    }
    for (String type : types.asked()) {
      List<Starting<T>> own = rules.get(type);
      if (own != null && own.removeIf(each -> each.rule() == rule)) {
        built.remove(type);
        if (own.isEmpty()) {
          rules.remove(type);
        }
      }
    }
  }

  /** Finds all rules that a touchpoint starts, each once. */
  public void startedBy(Touchpoint touchpoint, Consumer<? super T> found) {
    String type = touchpoint.type();
    TypeIndex<T> index = built.get(type);
    if (index == null) {
      boolean isNamed = rules.containsKey(type);
      if (!isNamed && open.isEmpty()) {
        return;
      }
      index =
          built.computeIfAbsent(isNamed || isLeftOut(type) ? type : ByType.UNNAMED, this::build);
    }
    index.startedBy(touchpoint, found);
  }

  private boolean isLeftOut(String type) {
    return open.stream().anyMatch(each -> !each.types().contains(type));
  }

  private TypeIndex<T> build(String type) {
    List<Starting<T>> all = new ArrayList<>(rules.getOrDefault(type, List.of()));
    open.stream()
        .filter(each -> each.types().contains(type))
        .forEach(each -> all.add(each.starting()));
    return new TypeIndex<>(all);
  }
}
