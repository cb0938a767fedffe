package io.waymark.customer;

import io.waymark.match.Conditions;
import io.waymark.match.Footprint;
import io.waymark.match.Interest;
import io.waymark.match.LatestStart;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.match.RuleIndex;
import io.waymark.match.cep.NfaFootprint;
import io.waymark.match.cep.NfaMatchers;
import io.waymark.match.compact.CompactFootprint;
import io.waymark.match.compact.CompactMatchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Digest;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules that run, found by the touchpoints that start them, or by structure. Of one thread.
 *
 * <p>A version whose structure is replaced drains: its open runs go on to their end, new ones start
 * with the new version.
 */
public final class RuleBook implements AutoCloseable {
  /** In place of the time at which a rule is drained: it is current. */
  private static final long NOT_DRAINING = Long.MAX_VALUE;

  private static final long REMEMBERED_MILLIS = Duration.ofDays(30).toMillis();

  private final Conditions conditions;
  private final Matchers matchers;
  private final RuleIndex<Entry> index;

  /** By the digest of their ids. */
  private final Map<Long, Entry> current = new HashMap<>();

  /** By structure; current ones and those that drain. */
  private final Map<Long, Entry> byStructure = new HashMap<>();

  private final Map<Long, Entry> draining = new HashMap<>();
  private int edition;

  /** As {@link #byStructure} was at an edition. */
  private ByStructure lookup = new ByStructure(List.of());

  private int lookupEdition;

  RuleBook(Conditions conditions, Matchers matchers) {
    this.conditions = conditions;
    this.matchers = matchers;
    this.index = new RuleIndex<>(conditions);
  }

  /** An empty book whose rules are matched as the job matches them. */
  public static RuleBook open(Matchers.DropRecorder drops) {
    Conditions conditions = new Conditions();
    return new RuleBook(conditions, new CompactMatchers(conditions, new NfaMatchers(drops)));
  }

  /** What a rule's open runs take in a customer's state, matched as in such a book. */
  public static Footprint footprint(Rule rule) {
    return LatestStart.objection(rule.pattern())
        .map(reason -> NfaFootprint.of(rule, reason))
        .orElseGet(() -> CompactFootprint.of(rule));
  }

  /**
   * One version of a rule.
   *
   * @param interest the touchpoints that may advance its runs
   * @param correlation the value that it correlates by, for a touchpoint; null where it has none
   * @param drainedMillis when the last open run of a replaced structure is over; {@link
   *     #NOT_DRAINING} for a rule that is current
   */
  record Entry(
      Rule rule,
      Matcher matcher,
      Interest interest,
      Function<Touchpoint, @Nullable Object> correlation,
      long idDigest,
      long drainedMillis) {
    boolean isCurrent() {
      return drainedMillis == NOT_DRAINING;
    }

    /** Empty where the rule does not correlate; null where the touchpoint has no value for it. */
    @Nullable String correlation(Touchpoint touchpoint) {
      Object value = correlation.apply(touchpoint);
      return value == null ? null : value.toString();
    }
  }

  /**
   * Takes a rule, in place of an earlier version of the same id.
   *
   * @param nowMillis the event time; open runs of a replaced structure are over after its lifetime
   * @return the structures that drained until now, and are gone
   */
  public List<Long> put(Rule rule, long nowMillis) {
    if (rule.status() == Rule.Status.DRAFT) {
      return remove(rule.id(), nowMillis);
    }
    List<Long> gone = forgetDrained(nowMillis);
    Entry before = takeOut(rule.id());
    if (before != null && before.rule().structure() != rule.structure()) {
      if (rule.change() == Rule.Change.DRAIN) {
        drain(before.rule(), drainedMillis(before.rule(), nowMillis));
      } else {
        gone.addAll(forgetDraining(rule.id()));
      }
    }
    forget(each -> each.rule().structure() == rule.structure());
    Entry entry = entry(rule, matchers.matcher(rule), NOT_DRAINING);
    current.put(entry.idDigest(), entry);
    byStructure.put(rule.structure(), entry);
    index.add(entry, rule.pattern());
    edition++;
    return gone;
  }

  /** Takes a version that is replaced already, as after a restart. */
  public void drain(Rule rule, long drainedMillis) {
    if (!byStructure.containsKey(rule.structure())) {
      Entry entry = entry(rule, matchers.drain(rule), drainedMillis);
      byStructure.put(rule.structure(), entry);
      draining.put(rule.structure(), entry);
      edition++;
    }
  }

  /** When the last run that is open at {@code nowMillis} is over. */
  public static long drainedMillis(Rule rule, long nowMillis) {
    return Math.max(0, nowMillis) + rule.pattern().lifetimeMillis();
  }

  /**
   * Takes a rule out; its open runs are dropped when they are met.
   *
   * @return the structures that drained until now, and are gone
   */
  public List<Long> remove(String id, long nowMillis) {
    takeOut(id);
    List<Long> gone = forgetDrained(nowMillis);
    gone.addAll(forgetDraining(id));
    return gone;
  }

  public @Nullable Rule current(String id) {
    Entry entry = current.get(Digest.number(id));
    return entry == null ? null : entry.rule();
  }

  /** How far a rule may go now, whichever of its versions matched. */
  Rule.Status status(Entry version) {
    Entry now = current.get(version.idDigest());
    return now == null ? Rule.Status.DRAFT : now.rule().status();
  }

  /**
   * Whether the time of a rule's last trigger is to be kept. Of a rule that is gone it is for a
   * while, as it may come back.
   *
   * @param idDigest of the rule's id
   */
  boolean isCooling(long idDigest, long lastSentMillis, long nowMillis) {
    Entry entry = current.get(idDigest);
    long cooldown = entry == null ? REMEMBERED_MILLIS : entry.rule().message().cooldownMillis();
    return nowMillis - lastSentMillis < cooldown;
  }

  public int size() {
    return current.size();
  }

  /** Tells the rules that a touchpoint starts, in no order. */
  void startedBy(Touchpoint touchpoint, Consumer<Entry> found) {
    index.startedBy(touchpoint, found);
  }

  @Nullable Entry forStructure(long structure) {
    if (lookupEdition != edition) {
      lookup = new ByStructure(byStructure.values());
      lookupEdition = edition;
    }
    return lookup.get(structure);
  }

  /** Another one after each change. */
  int edition() {
    return edition;
  }

  @Override
  public void close() {
    matchers.close();
  }

  private Entry entry(Rule rule, Matcher matcher, long drainedMillis) {
    Function<Touchpoint, @Nullable Object> correlation =
        rule.pattern().correlate() == null
            ? touchpoint -> ""
            : conditions.value(rule.pattern().correlate());
    return new Entry(
        rule,
        matcher,
        new Interest(rule.pattern(), conditions),
        correlation,
        Digest.number(rule.id()),
        drainedMillis);
  }

  private @Nullable Entry takeOut(String id) {
    Entry before = current.remove(Digest.number(id));
    if (before != null) {
      byStructure.remove(before.rule().structure());
      index.remove(before, before.rule().pattern());
      edition++;
    }
    return before;
  }

  private List<Long> forgetDrained(long nowMillis) {
    return forget(entry -> entry.drainedMillis() < nowMillis);
  }

  private List<Long> forgetDraining(String id) {
    return forget(entry -> entry.rule().id().equals(id));
  }

  private List<Long> forget(Predicate<Entry> which) {
    List<Long> gone = new ArrayList<>();
    for (Entry entry : List.copyOf(draining.values())) {
      if (which.test(entry)) {
        long structure = entry.rule().structure();
        gone.add(structure);
        draining.remove(structure);
        byStructure.remove(structure);
        edition++;
      }
    }
    return gone;
  }
}
