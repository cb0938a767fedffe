package io.waymark.job.journey;

import io.waymark.job.journey.ArrivingRules.Arrived;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.RuleText;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Takes rules from their arrival into force: they are compiled in other threads while touchpoints
 * are applied, then taken by the {@link RuleDesk} in the order of arrival. {@link RuleStore} keeps
 * rules in force and rules that arrive.
 */
final class RuleUpdates {
  private final RuleStore store;
  private final ArrivingRules arriving;
  private final RuleDesk desk;
  private final LongSupplier eventMillis;
  private final LongSupplier wallMillis;

  /**
   * Creates updates without rules.
   *
   * @param mailbox called by any thread; runs what it is given in the thread of the operator
   * @param eventMillis the event time that the operator has reached
   */
  RuleUpdates(
      SharedRuleReader reader,
      RuleStore store,
      RuleDesk desk,
      Consumer<ThrowingRunnable<Exception>> mailbox,
      LongSupplier eventMillis,
      LongSupplier wallMillis) {
    this.store = store;
    this.arriving = new ArrivingRules(reader, store, () -> mailbox.accept(this::takeCompiled));
    this.desk = desk;
    this.eventMillis = eventMillis;
    this.wallMillis = wallMillis;
  }

  /** Adds a rule, and waits for earlier ones where more have arrived than may run. */
  void add(RuleText pushed) throws Exception {
    arriving.add(pushed);
    takeUntil(RuleDesk.MAX_RULES);
  }

  /** Takes all rules that have arrived, and waits until they are compiled. */
  void takeAll() throws Exception {
    takeUntil(0);
  }

  /** Returns how many rules have arrived and are not taken yet. */
  int arriving() {
    return arriving.size();
  }

  void snapshot() throws Exception {
    arriving.snapshot();
  }

  /**
   * Restores the rules of state, and removes those that are no longer on the topic.
   *
   * @param onTopic the rules of the topic when the job was submitted
   */
  void restore(RulesOnTopic onTopic) throws Exception {
    store.rewriteEarlierForm();
    desk.restore(wallMillis.getAsLong());
    desk.removeLacking(onTopic, eventMillis.getAsLong(), wallMillis.getAsLong());
    arriving.restore(onTopic);
  }

  private void takeCompiled() throws Exception {
    for (Arrived next = arriving.poll(); next != null; next = arriving.poll()) {
      take(next);
    }
  }

  private void takeUntil(int left) throws Exception {
    while (arriving.size() > left) {
      take(arriving.take());
    }
  }

  private void take(Arrived rule) throws Exception {
    desk.take(rule, eventMillis.getAsLong(), wallMillis.getAsLong());
  }
}
