package io.waymark.job.journey;

import io.waymark.job.stream.StoredRule;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.RuleText;
import io.waymark.rule.RuleReader.Result;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The queue of rules that have arrived and are being compiled, in the order of arrival. A
 * checkpoint keeps their texts, as the rules source will not read them again.
 */
final class ArrivingRules {
  /**
   * A rule as it was pushed, with the result of its compilation.
   *
   * @param result null if the rule is to be removed
   */
  record Arrived(RuleText pushed, @Nullable Result result) {}

  private record Arriving(RuleText pushed, @Nullable CompletableFuture<Result> reading) {
    boolean isRead() {
      return reading == null || reading.isDone();
    }
  }

  private final SharedRuleReader reader;
  private final RuleStore store;
  private final Runnable onRead;
  private final ArrayDeque<Arriving> queue = new ArrayDeque<>();

  /** The number of queued rules that are in state. */
  private int stored;

  /**
   * Creates an empty queue.
   *
   * @param onRead called, by any thread, each time a rule has been read
   */
  ArrivingRules(SharedRuleReader reader, RuleStore store, Runnable onRead) {
    this.reader = reader;
    this.store = store;
    this.onRead = onRead;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A failure is thrown where the rule is taken.
  void add(RuleText pushed) {
    String text = pushed.text();
    CompletableFuture<Result> reading = text == null ? null : reader.read(pushed.origin(), text);
    queue.add(new Arriving(pushed, reading));
    if (reading == null) {
      onRead.run();
    } else {
      reading.whenComplete((result, failure) -> onRead.run());
    }
  }

  /** Takes the first rule, if it has been read. */
  @Nullable Arrived poll() {
    Arriving first = queue.peek();
    return first != null && first.isRead() ? take() : null;
  }

  /**
   * Takes the first rule and waits until it has been read.
   *
   * @throws NoSuchElementException if the queue is empty
   */
  Arrived take() {
    Arriving first = queue.remove();
    CompletableFuture<Result> reading = first.reading();
    return new Arrived(first.pushed(), reading == null ? null : reading.join());
  }

  int size() {
    return queue.size();
  }

  /** Replaces the entries of the previous checkpoint. */
  void snapshot() throws Exception {
    int number = 0;
    for (Arriving each : queue) {
      store.put(new StoredRule.Arriving(number++, each.pushed()));
    }
    for (int left = number; left < stored; left++) {
      store.removeArriving(left);
    }
    stored = number;
  }

  /**
   * Puts the rules of the checkpoint first in the queue again.
   *
   * @param onTopic the rules of the topic; one that it lacks is left out
   */
  void restore(RulesOnTopic onTopic) throws Exception {
    List<StoredRule.Arriving> arriving = store.all(StoredRule.Arriving.class);
    stored = arriving.size();
    arriving.stream()
        .map(StoredRule.Arriving::pushed)
        .filter(pushed -> pushed.text() == null || !onTopic.lacks(pushed))
        .forEach(this::add);
  }
}
