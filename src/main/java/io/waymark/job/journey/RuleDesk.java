package io.waymark.job.journey;

import io.waymark.customer.RuleBook;
import io.waymark.job.stream.StoredRule.Current;
import io.waymark.job.stream.StoredRule.Draining;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleText;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules into force while the job runs, or refuses them. State keeps their texts, the {@link
 * RuleBook} their compiled form. A text with problems changes neither.
 */
final class RuleDesk {
  /** The subtask that a rule's status is reported for. */
  record Subtask(int index, int parallelism) {}

  /** Hears of each rule that comes into force, is replaced or removed. */
  interface Watcher {
    /**
     * Takes the version of a rule that runs from now on.
     *
     * @param rule null where none does
     */
    void watch(String id, @Nullable Rule rule);
  }

  static final int MAX_RULES = 20_000;

  /** The length of an id that is reported; no rule has a longer one, but a record's key may be. */
  private static final int MOST_ID = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RuleDesk.class);

  private final SharedRuleReader reader;
  private final RuleBook book;
  private final RuleStore store;
  private final Consumer<RuleStatus> outlet;
  private final List<Watcher> watchers;
  private final Subtask subtask;

  RuleDesk(
      SharedRuleReader reader,
      RuleBook book,
      RuleStore store,
      Consumer<RuleStatus> outlet,
      List<Watcher> watchers,
      Subtask subtask) {
    this.reader = reader;
    this.book = book;
    this.store = store;
    this.outlet = outlet;
    this.watchers = List.copyOf(watchers);
    this.subtask = subtask;
  }

  /**
   * Puts a rule into force, removes or refuses it.
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
   * Compiles the rules in state, after a restart. A rule that no longer compiles is reported as
   * refused and dropped, and so is a draining version whose rule has no current one.
   */
  void restore(long wallMillis) throws Exception {
    List<Restored<Current>> currents = new ArrayList<>();
    for (Current each : store.all(Current.class)) {
      RuleText pushed = each.pushed();
      currents.add(new Restored<>(each, read(pushed.origin(), pushed.text())));
    }
    List<Restored<Draining>> drainings = new ArrayList<>();
    for (Draining each : store.all(Draining.class)) {
      drainings.add(new Restored<>(each, read(each.origin(), each.text())));
    }
    for (Restored<Current> each : currents) {
      restoreCurrent(each.stored(), each.reading().join(), wallMillis);
    }
    for (Restored<Draining> each : drainings) {
      restoreDraining(each.stored(), each.reading().join(), wallMillis);
    }
  }

  /**
   * Removes the rules in force that are not on the topic any more: where their removal is older
   * than Kafka keeps it, nothing else says so.
   */
  void removeLacking(RulesOnTopic onTopic, long nowMillis, long wallMillis) throws Exception {
    for (Current each : store.all(Current.class)) {
      RuleText pushed = each.pushed();
      if (onTopic.lacks(pushed)) {
        LOG.warn(
            "rule {} is in the restored state, but not on the topic of rules; push it again if it"
                + " should run",
            pushed.id());
        remove(
            new RuleText(pushed.id(), null, pushed.origin(), pushed.offset()),
            nowMillis,
            wallMillis);
      }
    }
  }

  /** An entry of state whose text is being compiled, side by side with all others. */
  private record Restored<T>(T stored, CompletableFuture<Result> reading) {}

  private CompletableFuture<Result> read(String origin, @Nullable String text) {
    return reader.read(origin, Objects.requireNonNull(text, "a rule in force has a text"));
  }

  private void restoreCurrent(Current stored, Result result, long wallMillis) throws Exception {
    String id = stored.pushed().id();
    if (result instanceof Result.Ok ok) {
      book.put(ok.rule(), 0);
      show(id);
    } else if (result instanceof Result.Refused refused) {
      refuse(id, refused.problems(), wallMillis);
      store.removeCurrent(id);
    }
  }

  private void restoreDraining(Draining stored, Result result, long wallMillis) throws Exception {
    if (book.current(stored.id()) == null) {
      store.removeDraining(stored.structure());
    } else if (result instanceof Result.Ok ok) {
      removeFromState(book.drain(ok.rule(), stored.untilMillis()));
    } else if (result instanceof Result.Refused refused) {
      refuse(stored.id(), refused.problems(), wallMillis);
      store.removeDraining(stored.structure());
    }
  }

  private void put(RuleText pushed, Rule rule, long nowMillis, long wallMillis) throws Exception {
    Rule before = book.current(rule.id());
    Current stored = store.current(rule.id());
    if (before != null
        && stored != null
        && before.structure() != rule.structure()
        && rule.change() == Rule.Change.DRAIN
        && rule.status() != Rule.Status.DRAFT) {
      store.put(draining(stored.pushed(), before, nowMillis));
    }
    store.removeDraining(rule.structure());
    store.put(new Current(pushed));
    int dropped = book.droppedVersions();
    removeFromState(book.put(rule, nowMillis));
    if (book.droppedVersions() > dropped) {
      LOG.warn(
          "too many versions of rule {} drain; the oldest is dropped, with its open runs",
          rule.id());
    }
    show(rule.id());
    LOG.info("rule {} version {} is {}", rule.id(), rule.version(), rule.status());
    report(rule.id(), rule.version(), RuleStatus.State.LIVE, List.of(), wallMillis);
  }

  private static Draining draining(RuleText stored, Rule before, long nowMillis) {
    return new Draining(
        before.structure(),
        before.id(),
        before.text(),
        stored.origin(),
        RuleBook.drainedMillis(before, nowMillis));
  }

  private void remove(RuleText pushed, long nowMillis, long wallMillis) throws Exception {
    store.removeCurrent(pushed.id());
    removeFromState(book.remove(pushed.id(), nowMillis));
    show(pushed.id());
    LOG.info("rule {} is removed", reported(pushed.id()));
    report(pushed.id(), null, RuleStatus.State.REMOVED, List.of(), wallMillis);
  }

  private void show(String id) {
    Rule now = book.current(id);
    watchers.forEach(each -> each.watch(id, now));
  }

  private void removeFromState(List<Long> structures) throws Exception {
    for (long structure : structures) {
      store.removeDraining(structure);
    }
  }

  private List<Problem> objections(RuleText pushed, Rule rule) {
    if (!rule.id().equals(pushed.id())) {
      String message =
          "pushed under the key '"
              + reported(pushed.id())
              + "', but the rule's id is '"
              + rule.id()
              + "'; they must be the same";
      String firstLine = rule.text().lines().findFirst().orElse("");
      return List.of(new Problem(pushed.origin(), 1, 1, message, firstLine));
    }
    if (book.current(rule.id()) == null && book.size() >= MAX_RULES) {
      String message = "there are " + MAX_RULES + " rules already; remove some first";
      return List.of(new Problem(pushed.origin(), 1, 1, message, ""));
    }
    return List.of();
  }

  /** Reports a refusal once: the problems are the same in all subtasks. */
  private void refuse(String id, List<Problem> problems, long wallMillis) {
    if (subtask.index() == 0) {
      LOG.warn(
          "rule {} is refused, what was live stays: {} problems, the first: {}",
          reported(id),
          problems.size(),
          problems.get(0).message());
      report(id, null, RuleStatus.State.REFUSED, problems, wallMillis);
    }
  }

  private void report(
      String id,
      @Nullable String version,
      RuleStatus.State state,
      List<Problem> problems,
      long wallMillis) {
    outlet.accept(
        new RuleStatus(
            reported(id),
            version,
            state,
            problems,
            subtask.index(),
            subtask.parallelism(),
            wallMillis));
  }

  private static String reported(String id) {
    return id.length() > MOST_ID ? id.substring(0, MOST_ID) + "..." : id;
  }
}
