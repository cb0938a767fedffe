package io.waymark.match;

import io.waymark.match.TypeIndex.Starting;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the rules that a touchpoint starts. Of one thread.
 *
 * <p>A rule is filed under each type of its first step, and there under one part of the step's
 * condition: a value that a field must have, found by hash; else a range of numbers, found in a
 * sorted list; else it is tried each time. What remains of the condition is tested for the rules
 * that are found. So a touchpoint costs one lookup for each field that some rule compares for its
 * type, and then as much as there are rules for it: the predicate index of active databases
 * (Hanson, Chaabouni, Kim and Wang, SIGMOD 1990).
 *
 * <p>The index of a type is built when it is first needed after a change, so that a thousand rules
 * that come at once cost no more than the types that touchpoints ask for in between.
 *
 * @param <T> what is found
 */
public final class RuleIndex<T> {
  private final Map<String, List<Starting<T>>> rules = new HashMap<>();

  /** Built from {@link #rules}, for the types that were asked for since they changed. */
  private final Map<String, TypeIndex<T>> built = new HashMap<>();

  /**
   * Adds a rule.
   *
   * @param criteria of the rule
   */
  public void add(T rule, Pattern pattern, Criteria criteria) {
    Step first = pattern.steps().get(0);
    for (String type : first.types()) {
      rules
          .computeIfAbsent(type, t -> new ArrayList<>())
          .add(new Starting<>(rule, first.where(), criteria));
      built.remove(type);
    }
  }

  /** Removes a rule, the very object, that was added with this pattern. */
  public void remove(T rule, Pattern pattern) {
    for (String type : pattern.steps().get(0).types()) {
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
    TypeIndex<T> index = built.get(touchpoint.type());
    if (index == null) {
      List<Starting<T>> own = rules.get(touchpoint.type());
      if (own == null) {
        return;
      }
      index = new TypeIndex<>(own);
      built.put(touchpoint.type(), index);
    }
    index.startedBy(touchpoint, found);
  }
}
