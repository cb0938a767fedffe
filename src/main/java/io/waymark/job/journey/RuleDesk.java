package io.waymark.job.journey;

import io.waymark.customer.RuleBook;
import io.waymark.job.stream.Frozen;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleText;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rules in while the job runs. State holds their texts, the {@link RuleBook} their compiled
 * form. A text with problems changes neither.
 *
 * <p>State holds a current rule under its id and a version that still drains under its structure's
 * number, with the event time until which its runs can be open in place of the offset.
 */
final class RuleDesk {
  /** What a rule's status needs to know of where it is said. */
  record Place(int subtask, int subtasks) {}

  static final int MOST_RULES = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(RuleDesk.class);
  private static final Comparator<String> CURRENT_FIRST =
      Comparator.comparing((String key) -> key.startsWith(Frozen.DRAINING_KEY))
          .thenComparing(Comparator.naturalOrder());

  private final SharedRuleReader reader;
  private final RuleBook book;
  private final BroadcastState<String, RuleText> state;
  private final Consumer<RuleStatus> outlet;
  private final RuleMetrics metrics;
  private final Place place;

  RuleDesk(
      SharedRuleReader reader,
      RuleBook book,
      BroadcastState<String, RuleText> state,
      Consumer<RuleStatus> outlet,
      RuleMetrics metrics,
      Place place) {
    this.reader = reader;
    this.book = book;
    this.state = state;
    this.outlet = outlet;
    this.metrics = metrics;
    this.place = place;
  }

  /**
   * Takes a rule that has been read.
   *
   * @param nowMillis the event time
   * @param wallMillis the wall clock, for the status
   */
  void take(ArrivingRules.Arrived arrived, long nowMillis, long wallMillis) throws Exception {
    RuleText pushed = arrived.pushed();
    if (arrived.result() == null) {
      remove(pushed, nowMillis, wallMillis);
    } else if (arrived.result() instanceof Result.Refused refused) {
      refuse(pushed.id(), refused.problems(), wallMillis);
    } else if (arrived.result() instanceof Result.Ok ok) {
      List<Problem> problems = objections(pushed, ok.rule());
      if (problems.isEmpty()) {
        put(pushed, ok.rule(), nowMillis, wallMillis);
      } else {
        refuse(pushed.id(), problems, wallMillis);
      }
    }
  }

  /**
   * Compiles what state holds, after a restart. What no longer compiles is let go of, and said; a
   * version that drains is nothing without a current one.
   */
  void restore(long wallMillis) throws Exception {
    Map<String, CompletableFuture<Result>> readings = new TreeMap<>(CURRENT_FIRST);
    for (Map.Entry<String, RuleText> entry : state.immutableEntries()) {
      if (!ArrivingRules.isKey(entry.getKey())) {
        readings.put(entry.getKey(), reader.read(entry.getValue()));
      }
    }
    for (Map.Entry<String, CompletableFuture<Result>> reading : readings.entrySet()) {
      if (!isRestored(reading.getKey(), reading.getValue().join(), wallMillis)) {
        state.remove(reading.getKey());
      }
    }
  }

  private boolean isRestored(String key, Result result, long wallMillis) throws Exception {
    RuleText stored = state.get(key);
    boolean drains = key.startsWith(Frozen.DRAINING_KEY);
    if (drains && book.current(stored.id()) == null) {
      return false;
    }
    if (result instanceof Result.Refused refused) {
      refuse(stored.id(), refused.problems(), wallMillis);
    } else if (result instanceof Result.Ok ok && drains) {
      book.drain(ok.rule(), stored.offset());
    } else if (result instanceof Result.Ok ok) {
      book.put(ok.rule(), 0);
      metrics.runs(stored.id(), book.current(stored.id()));
    }
    return result instanceof Result.Ok;
  }

  private void put(RuleText pushed, Rule rule, long nowMillis, long wallMillis) throws Exception {
    Rule before = book.current(rule.id());
    RuleText stored = state.get(rule.id());
    if (before != null
        && stored != null
        && before.structure() != rule.structure()
        && rule.change() == Rule.Change.DRAIN
        && rule.status() != Rule.Status.DRAFT) {
      long until = RuleBook.drainedMillis(before, nowMillis);
      state.put(
          Frozen.DRAINING_KEY + before.structure(),
          new RuleText(rule.id(), stored.text(), stored.origin(), until));
    }
    state.remove(Frozen.DRAINING_KEY + rule.structure());
    state.put(rule.id(), pushed);
    forget(book.put(rule, nowMillis));
    metrics.runs(rule.id(), book.current(rule.id()));
    LOG.info("rule {} version {} is {}", rule.id(), rule.version(), rule.status());
    say(rule.id(), rule.version(), RuleStatus.State.LIVE, List.of(), wallMillis);
  }

  private void remove(RuleText pushed, long nowMillis, long wallMillis) throws Exception {
    state.remove(pushed.id());
    forget(book.remove(pushed.id(), nowMillis));
    metrics.runs(pushed.id(), null);
    LOG.info("rule {} is removed", pushed.id());
    say(pushed.id(), null, RuleStatus.State.REMOVED, List.of(), wallMillis);
  }

  private void forget(List<Long> structures) throws Exception {
    for (long structure : structures) {
      state.remove(Frozen.DRAINING_KEY + structure);
    }
  }

  private List<Problem> objections(RuleText pushed, Rule rule) {
    if (!rule.id().equals(pushed.id())) {
      String message =
          "pushed under the key '"
              + pushed.id()
              + "', but the rule's id is '"
              + rule.id()
              + "'; they must be the same";
      return List.of(
          new Problem(pushed.origin(), 1, 1, message, rule.text().lines().findFirst().orElse("")));
    }
    if (book.current(rule.id()) == null && book.size() >= MOST_RULES) {
      return List.of(
          new Problem(
              pushed.origin(),
              1,
              1,
              "there are " + MOST_RULES + " rules already; remove some first",
              ""));
    }
    return List.of();
  }

  /** The same everywhere, so the first subtask speaks for all. */
  private void refuse(String id, List<Problem> problems, long wallMillis) {
    if (place.subtask() == 0) {
      LOG.warn(
          "rule {} is refused, what was live stays: {} problems, the first: {}",
          id,
          problems.size(),
          problems.get(0).message());
      say(id, null, RuleStatus.State.REFUSED, problems, wallMillis);
    }
  }

  private void say(
      String id,
      @Nullable String version,
      RuleStatus.State now,
      List<Problem> problems,
      long wallMillis) {
    outlet.accept(
        new RuleStatus(id, version, now, problems, place.subtask(), place.subtasks(), wallMillis));
  }
}
