package io.waymark.customer;

import static io.waymark.customer.RuleVersion.NOT_DRAINING;

import io.waymark.expression.Limits;
import io.waymark.govern.Breaker;
import io.waymark.govern.Gates;
import io.waymark.govern.Labels;
import io.waymark.govern.Policy;
import io.waymark.govern.Rollout;
import io.waymark.match.Criteria;
import io.waymark.match.Interest;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.match.RuleIndex;
import io.waymark.match.selection.SelectedMatchers;
import io.waymark.model.Digest;
import io.waymark.model.Pause;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Goal;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules that run, found by the touchpoints that start them, or by structure, and the policy
 * that limits what they send. Of one thread.
 *
 * <p>A version whose structure is replaced drains: its open runs continue to their end, new runs
 * start with the new version. At most {@link DrainingVersions#MOST} versions of a rule drain; above
 * that the oldest is dropped, and its open runs with it.
 */
public final class RuleBook implements AutoCloseable {
  private final Criteria criteria;
  private final Matchers matchers;
  private final RuleIndex<RuleVersion> index = new RuleIndex<>();

  /** The current versions, by the digest of their ids. */
  private final Map<Long, RuleVersion> current = new HashMap<>();

  /** The versions that drain; no current version has their structure. */
  private final DrainingVersions draining = new DrainingVersions();

  private Gates gates = new Gates(Policy.NONE);

  /** The breaker's pauses, by the rule's id; of a version that may not run any more. */
  private final Map<String, Pause> pauses = new HashMap<>();

  private volatile int paused;

  private int droppedVersions;

  private int edition;

  /** Current and draining versions, as they were at {@link #tableEdition}. */
  private VersionTable table = new VersionTable(List.of());

  private int tableEdition;

  /** The rules that begin with each type, as they were at {@link #watchedEdition}. */
  private Map<String, WatchedStarts> watched = Map.of();

  private int watchedEdition;

  RuleBook(Criteria criteria, Matchers matchers) {
    this.criteria = criteria;
    this.matchers = matchers;
  }

  /** Opens an empty book whose rules are matched as the job matches them. */
  public static RuleBook open(Matchers.DroppedRuns drops) {
    return open(Limits.DEFAULT, drops);
  }

  /**
   * Opens an empty book whose rules are matched as the job matches them.
   *
   * @param limits of all evaluations of one rule at one touchpoint or deadline
   */
  public static RuleBook open(Limits limits, Matchers.DroppedRuns drops) {
    Criteria criteria = new Criteria(limits);
    return new RuleBook(criteria, new SelectedMatchers(drops));
  }

  /**
   * Takes a rule, in place of an earlier version of the same id.
   *
   * @param nowMillis the event time; open runs of a replaced structure are over after its lifetime
   * @return the structures that drained until now, or were dropped, and are gone
   */
  public List<Long> put(Rule rule, long nowMillis) {
    if (rule.status() == Rule.Status.DRAFT) {
      return remove(rule.id(), nowMillis);
    }
    List<Long> gone = forgetDrained(nowMillis);
    RuleVersion before = takeOut(rule.id());
    if (before != null && before.structure() != rule.structure()) {
      if (rule.change() == Rule.Change.DRAIN) {
        gone.addAll(drain(before.rule(), drainedMillis(before.rule(), nowMillis)));
      } else {
        gone.addAll(draining.removeOf(before.idDigest()));
      }
    }
    draining.remove(rule.structure());
    Criteria own = criteria.ofRule(rule.id());
    RuleVersion version = version(rule, own, matchers.matcher(rule, own), NOT_DRAINING);
    current.put(version.idDigest(), version);
    index.add(version, rule.pattern(), own);
    edition++;
    countPaused();
    return gone;
  }

  /**
   * Takes a version that is replaced already, as after a restart; one that is known stays.
   *
   * @return the structures that are dropped, as too many versions of the rule drain
   */
  public List<Long> drain(Rule rule, long drainedMillis) {
    Rule now = current(rule.id());
    boolean isCurrent = now != null && now.structure() == rule.structure();
    if (isCurrent || draining.contains(rule.structure())) {
      return List.of();
    }
    Criteria own = criteria.ofRule(rule.id());
    RuleVersion dropped =
        draining.add(version(rule, own, matchers.drain(rule, own), drainedMillis));
    edition++;
    if (dropped == null) {
      return List.of();
    }
    droppedVersions++;
    return List.of(dropped.structure());
  }

  /** Returns how many versions were dropped so far because too many of their rule drained. */
  public int droppedVersions() {
    return droppedVersions;
  }

  /** Returns when the last run that is open at {@code nowMillis} is over. */
  public static long drainedMillis(Rule rule, long nowMillis) {
    return Math.max(0, nowMillis) + rule.pattern().lifetimeMillis();
  }

  /**
   * Takes a rule out; its open runs are dropped when their customer is met.
   *
   * @return the structures that drained until now, and are gone
   */
  public List<Long> remove(String id, long nowMillis) {
    takeOut(id);
    List<Long> gone = forgetDrained(nowMillis);
    gone.addAll(draining.removeOf(Digest.number(id)));
    edition += gone.isEmpty() ? 0 : 1;
    countPaused();
    return gone;
  }

  @Nullable RuleVersion currentVersion(String id) {
    return currentVersion(Digest.number(id));
  }

  /**
   * Returns the current version of a rule.
   *
   * @param idDigest of the rule's id
   */
  @Nullable RuleVersion currentVersion(long idDigest) {
    return current.get(idDigest);
  }

  public @Nullable Rule current(String id) {
    return current(Digest.number(id));
  }

  private @Nullable Rule current(long idDigest) {
    RuleVersion version = current.get(idDigest);
    return version == null ? null : version.rule();
  }

  /** Returns how far a rule may go now, whichever of its versions matched. */
  Rollout rollout(RuleVersion version) {
    return rollout(current(version.idDigest()));
  }

  /**
   * Returns how far a rule may go.
   *
   * @param now its current version; null where it was removed
   */
  Rollout rollout(@Nullable Rule now) {
    if (now == null) {
      return Rollout.NONE;
    }
    Pause pause = isPaused(now) ? pauses.get(now.id()) : null;
    return new Rollout(now.status(), now.canary(), pause == null ? null : pause.words());
  }

  private boolean isPaused(Rule now) {
    Pause pause = pauses.get(now.id());
    return pause != null && pause.version().equals(now.version());
  }

  /** Takes the breaker's pause of a version of a rule, in place of an earlier one. */
  public void put(Pause pause) {
    pauses.put(pause.rule(), pause);
    countPaused();
  }

  /** Lifts the breaker's pause of a rule. */
  public void liftPause(String rule) {
    pauses.remove(rule);
    countPaused();
  }

  /** Returns how many rules the breaker paused in the version that runs. */
  public int paused() {
    return paused;
  }

  private void countPaused() {
    int count = 0;
    for (String rule : pauses.keySet()) {
      Rule now = current(rule);
      count += now != null && isPaused(now) ? 1 : 0;
    }
    paused = count;
  }

  /** Takes a policy, in place of an earlier one. */
  public void put(Policy policy) {
    gates = new Gates(policy);
  }

  /** Returns whether nothing is sent, as the policy in force cannot be read. */
  public boolean hasUnreadablePolicy() {
    return gates.policy().unreadable() != null;
  }

  /** Returns the breaker of the policy in force; null where it has none. */
  public @Nullable Breaker breaker() {
    return gates.policy().breaker();
  }

  /** Returns the gates of the policy in force. */
  Gates gates() {
    return gates;
  }

  /** Returns the limits of all evaluations of one rule at one touchpoint or deadline. */
  Limits limits() {
    return criteria.limits();
  }

  public int size() {
    return current.size();
  }

  /** Finds the rules that a touchpoint starts, in no order. */
  void startedBy(Touchpoint touchpoint, Consumer<RuleVersion> found) {
    index.startedBy(touchpoint, found);
  }

  /** Notes, with a customer, the rules whose first step's condition a touchpoint fails. */
  void noteMissedStarts(Customer customer, Touchpoint touchpoint) {
    if (watchedEdition != edition) {
      watched = WatchedStarts.byType(current.values());
      watchedEdition = edition;
    }
    WatchedStarts own = watched.get(touchpoint.type());
    if (own != null) {
      own.noteMisses(customer, touchpoint);
    }
  }

  @Nullable RuleVersion withStructure(long structure) {
    if (tableEdition != edition) {
      List<RuleVersion> all = new ArrayList<>(current.values());
      all.addAll(draining.all());
      table = new VersionTable(all);
      tableEdition = edition;
    }
    return table.find(structure);
  }

  /**
   * Returns the number of changes so far: a version that was found at another edition may be gone.
   */
  int edition() {
    return edition;
  }

  @Override
  public void close() {
    matchers.close();
  }

  private static RuleVersion version(
      Rule rule, Criteria criteria, Matcher matcher, long drainedMillis) {
    Pattern pattern = rule.pattern();
    Goal goal = rule.goal();
    return new RuleVersion(
        rule,
        criteria,
        matcher,
        new Interest(pattern, criteria),
        LookBack.of(pattern, criteria),
        pattern.uncorrelated().isEmpty() ? null : new Interest(pattern.uncorrelated(), criteria),
        pattern.correlate() == null ? touchpoint -> "" : criteria.correlation(pattern.correlate()),
        Digest.number(rule.id()),
        Labels.of(rule),
        criteria.of(goal == null ? null : goal.where()),
        drainedMillis);
  }

  private @Nullable RuleVersion takeOut(String id) {
    RuleVersion before = current.remove(Digest.number(id));
    if (before != null) {
      index.remove(before, before.rule().pattern());
      edition++;
    }
    return before;
  }

  private List<Long> forgetDrained(long nowMillis) {
    List<Long> gone = draining.removeDrained(nowMillis);
    edition += gone.isEmpty() ? 0 : 1;
    return gone;
  }
}
