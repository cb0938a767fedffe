package io.waymark.customer;

import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that run, found by the type of a touchpoint or by the structure of open runs. Of one
 * thread.
 *
 * <p>A version whose structure is replaced drains: its open runs go on to their end, new ones start
 * with the new version.
 */
public final class RuleBook {
  /** In place of the time at which a rule is drained: it is current. */
  private static final long NOT_DRAINING = Long.MAX_VALUE;

  private final Matchers matchers;
  private final Map<String, Entry> current = new HashMap<>();
  private final Map<Long, Entry> byStructure = new HashMap<>();
  private final Map<String, List<Entry>> byType = new HashMap<>();

  public RuleBook(Matchers matchers) {
    this.matchers = matchers;
  }

  /**
   * @param drainedMillis when the last open run of a replaced structure is over; {@link
   *     #NOT_DRAINING} for a rule that is current
   */
  record Entry(Rule rule, Matcher matcher, long idDigest, long drainedMillis) {
    boolean isCurrent() {
      return drainedMillis == NOT_DRAINING;
    }
  }

  /**
   * Takes a rule, in place of an earlier version of the same id.
   *
   * @param nowMillis the event time; open runs of a replaced structure are over after its lifetime
   */
  public void put(Rule rule, long nowMillis) {
    if (rule.status() == Rule.Status.DRAFT) {
      remove(rule.id(), nowMillis);
      return;
    }
    Entry before = current.remove(rule.id());
    if (before != null) {
      byStructure.remove(before.rule().structure());
      if (before.rule().structure() != rule.structure() && rule.change() == Rule.Change.DRAIN) {
        drain(before.rule(), drainedMillis(before.rule(), nowMillis));
      }
    }
    Entry entry = entry(rule, NOT_DRAINING);
    current.put(rule.id(), entry);
    byStructure.put(rule.structure(), entry);
    index(nowMillis);
  }

  /** Takes a version that is replaced already, as after a restart. */
  public void drain(Rule rule, long drainedMillis) {
    byStructure.putIfAbsent(rule.structure(), entry(rule, drainedMillis));
    index(Long.MIN_VALUE);
  }

  /** When the last run that is open at {@code nowMillis} is over. */
  public static long drainedMillis(Rule rule, long nowMillis) {
    return Math.max(0, nowMillis) + rule.pattern().lifetimeMillis();
  }

  /** Takes a rule out; its open runs are dropped when they are met. */
  public void remove(String id, long nowMillis) {
    current.remove(id);
    byStructure.values().removeIf(entry -> entry.rule().id().equals(id));
    index(nowMillis);
  }

  public @Nullable Rule current(String id) {
    Entry entry = current.get(id);
    return entry == null ? null : entry.rule();
  }

  /** How far a rule may go now, whichever of its versions matched. */
  Rule.Status status(Rule version) {
    Rule current = current(version.id());
    return current == null ? version.status() : current.status();
  }

  public int size() {
    return current.size();
  }

  /** The versions whose runs may still be open although they are replaced. */
  public boolean isDraining(long structure) {
    Entry entry = byStructure.get(structure);
    return entry != null && !entry.isCurrent();
  }

  List<Entry> forType(String type) {
    return byType.getOrDefault(type, List.of());
  }

  @Nullable Entry forStructure(long structure) {
    return byStructure.get(structure);
  }

  private Entry entry(Rule rule, long drainedMillis) {
    Matcher matcher = drainedMillis == NOT_DRAINING ? matchers.matcher(rule) : matchers.drain(rule);
    return new Entry(rule, matcher, CustomerEngine.idDigest(rule.id()), drainedMillis);
  }

  /**
   * Rebuilt as a whole on each change: rules change rarely, and are looked up for each touchpoint.
   */
  private void index(long nowMillis) {
    byStructure.values().removeIf(entry -> !entry.isCurrent() && entry.drainedMillis() < nowMillis);
    byType.clear();
    byStructure.values().stream()
        .sorted(
            Comparator.comparing((Entry entry) -> entry.rule().id())
                .thenComparing(entry -> !entry.isCurrent()))
        .forEach(
            entry ->
                entry
                    .rule()
                    .pattern()
                    .types()
                    .forEach(
                        type -> byType.computeIfAbsent(type, t -> new ArrayList<>()).add(entry)));
  }
}
