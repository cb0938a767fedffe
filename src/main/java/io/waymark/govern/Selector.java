package io.waymark.govern;

import io.waymark.model.Signal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A choice of triggers by their labels: one that has a value of each set that is not empty, and at
 * least the priority.
 *
 * @param to names of destinations
 * @param rules ids
 * @param leastPriority 0 for any
 */
public record Selector(Set<Signal> signals, Names to, Names tags, Names rules, int leastPriority) {
  /** Chooses every trigger. */
  public static final Selector ALL = new Selector(Set.of(), Names.NONE, Names.NONE, Names.NONE, 0);

  /** Chooses none. */
  public static final Selector NONE =
      new Selector(Set.of(), Names.NONE, Names.NONE, Names.NONE, Integer.MAX_VALUE);

  public Selector {
    signals = signals.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(signals));
  }

  /**
   * Returns whether every trigger that another selector chooses is certainly chosen by this one,
   * too.
   */
  boolean covers(Selector other) {
    return leastPriority <= other.leastPriority
        && covers(signals, other.signals)
        && covers(to.digests(), other.to.digests())
        && covers(tags.digests(), other.tags.digests())
        && covers(rules.digests(), other.rules.digests());
  }

  private static <T> boolean covers(Set<T> any, Set<T> others) {
    return any.isEmpty() || (!others.isEmpty() && any.containsAll(others));
  }

  /** Returns whether a trigger with these labels is chosen. */
  public boolean chooses(Labels labels) {
    return labels.priority() >= leastPriority
        && (signals.isEmpty() || signals.contains(labels.signal()))
        && (to.isEmpty() || to.has(labels.to()))
        && (rules.isEmpty() || rules.has(labels.rule()))
        && (tags.isEmpty() || labels.hasOneOf(tags.digests()));
  }
}
