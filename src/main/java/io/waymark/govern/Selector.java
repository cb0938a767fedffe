package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.model.Signal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A choice of triggers by their labels: one that has a value of each set that is not empty, and at
 * least the priority.
 *
 * @param to digests of the names of destinations, as {@link Labels} has them
 * @param tags digests of tags
 * @param rules digests of the ids of rules
 * @param leastPriority 0 for any
 */
public record Selector(
    Set<Signal> signals, Set<Long> to, Set<Long> tags, Set<Long> rules, int leastPriority) {
  /** Chooses every trigger. */
  public static final Selector ALL = new Selector(Set.of(), Set.of(), Set.of(), Set.of(), 0);

  /** Chooses none. */
  public static final Selector NONE =
      new Selector(Set.of(), Set.of(), Set.of(), Set.of(), Integer.MAX_VALUE);

  public Selector {
    signals = signals.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(signals));
    to = Set.copyOf(to);
    tags = Set.copyOf(tags);
    rules = Set.copyOf(rules);
  }

  /** Returns the digests of names. */
  static Set<Long> digests(Set<String> names) {
    return names.stream().map(Digest::number).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns whether every trigger that another selector chooses is certainly chosen by this one,
   * too.
   */
  boolean covers(Selector other) {
    return leastPriority <= other.leastPriority
        && covers(signals, other.signals)
        && covers(to, other.to)
        && covers(tags, other.tags)
        && covers(rules, other.rules);
  }

  private static <T> boolean covers(Set<T> any, Set<T> others) {
    return any.isEmpty() || (!others.isEmpty() && any.containsAll(others));
  }

  /** Returns whether a trigger with these labels is chosen. */
  public boolean chooses(Labels labels) {
    return labels.priority() >= leastPriority
        && (signals.isEmpty() || signals.contains(labels.signal()))
        && (to.isEmpty() || to.contains(labels.to()))
        && (rules.isEmpty() || rules.contains(labels.rule()))
        && (tags.isEmpty() || labels.hasOneOf(tags));
  }
}
