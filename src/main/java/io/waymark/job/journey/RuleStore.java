package io.waymark.job.journey;

import io.waymark.job.stream.EarlierStoredRule;
import io.waymark.job.stream.StoredRule;
import io.waymark.job.stream.StoredRule.Arriving;
import io.waymark.job.stream.StoredRule.Current;
import io.waymark.job.stream.StoredRule.Draining;
import io.waymark.model.PauseChange;
import io.waymark.model.PolicyText;
import io.waymark.model.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The rules state: an entry for each current, draining and arriving rule and pause, and the policy.
 */
final class RuleStore {
  /** The key of the policy; those of rules have a slash. */
  static final String POLICY = "policy";

  private final BroadcastState<String, Object> state;

  /**
   * Wraps the state.
   *
   * @param state its values are {@link StoredRule}s, and {@link RuleText}s where a savepoint of
   *     0.1.0 was restored
   */
  RuleStore(BroadcastState<String, Object> state) {
    this.state = state;
  }

  /** Rewrites what a savepoint of 0.1.0 holds. To be called first after a restore. */
  void rewriteEarlierForm() throws Exception {
    Map<String, RuleText> earlier = new TreeMap<>();
    for (Map.Entry<String, Object> entry : state.immutableEntries()) {
      if (entry.getValue() instanceof RuleText text) {
        earlier.put(entry.getKey(), text);
      }
    }
    for (String key : earlier.keySet()) {
      state.remove(key);
    }
    for (Map.Entry<String, RuleText> entry : earlier.entrySet()) {
      put(EarlierStoredRule.read(entry.getKey(), entry.getValue()));
    }
  }

  /** Returns all entries of a form, in the order of their keys. */
  <T extends StoredRule> List<T> all(Class<T> form) throws Exception {
    Map<String, T> found = new TreeMap<>();
    for (Map.Entry<String, Object> entry : state.immutableEntries()) {
      if (form.isInstance(entry.getValue())) {
        found.put(entry.getKey(), form.cast(entry.getValue()));
      }
    }
    return new ArrayList<>(found.values());
  }

  @Nullable Current current(String id) throws Exception {
    return (Current) state.get(currentKey(id));
  }

  /** Puts an entry in place of an earlier one of the same id, structure or number. */
  void put(StoredRule rule) throws Exception {
    state.put(key(rule), rule);
  }

  void putPolicy(PolicyText policy) throws Exception {
    state.put(POLICY, policy);
  }

  void removePolicy() throws Exception {
    state.remove(POLICY);
  }

  @Nullable PolicyText policy() throws Exception {
    return (PolicyText) state.get(POLICY);
  }

  void putPause(PauseChange pause) throws Exception {
    state.put(pauseKey(pause.rule()), pause);
  }

  void removePause(String rule) throws Exception {
    state.remove(pauseKey(rule));
  }

  @Nullable PauseChange pause(String rule) throws Exception {
    return (PauseChange) state.get(pauseKey(rule));
  }

  List<PauseChange> pauses() throws Exception {
    List<PauseChange> pauses = new ArrayList<>();
    for (Map.Entry<String, Object> entry : state.immutableEntries()) {
      if (entry.getValue() instanceof PauseChange pause) {
        pauses.add(pause);
      }
    }
    return pauses;
  }

  private static String pauseKey(String rule) {
    return "paused/" + rule;
  }

  void removeCurrent(String id) throws Exception {
    state.remove(currentKey(id));
  }

  void removeDraining(long structure) throws Exception {
    state.remove(drainingKey(structure));
  }

  void removeArriving(int number) throws Exception {
    state.remove(arrivingKey(number));
  }

  private static String key(StoredRule rule) {
    if (rule instanceof Current current) {
      return currentKey(current.pushed().id());
    }
    return rule instanceof Draining draining
        ? drainingKey(draining.structure())
        : arrivingKey(((Arriving) rule).number());
  }

  private static String currentKey(String id) {
    return "current/" + id;
  }

  private static String drainingKey(long structure) {
    return "draining/" + structure;
  }

  /** Sorts by number. */
  private static String arrivingKey(int number) {
    return "arriving/%08d".formatted(number);
  }
}
