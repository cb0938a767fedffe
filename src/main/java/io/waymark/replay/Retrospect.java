package io.waymark.replay;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Applied;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plays what was applied to customers through one rule, customer by customer, in virtual time and
 * on the engine that the job runs, as if the rule had been live. Of one thread.
 *
 * <p>A history may begin in the middle: the customer then has the stage that it had at its first
 * touchpoint, and of traits those that came since.
 */
public final class Retrospect implements AutoCloseable {
  private final RuleBook rules = RuleBook.open((dropped, runs) -> {});
  private final CustomerEngine engine;
  private final List<Decision> decisions = new ArrayList<>();

  /** Begins with a rule as if it were live, whatever its status. */
  public Retrospect(Lifecycle lifecycle, Rule rule) {
    rules.put(rule.asLive(), 0);
    this.engine = new CustomerEngine(lifecycle, rules, this::take, DropRecorder.NONE, () -> 0);
  }

  /**
   * Plays the history of one customer to a moment.
   *
   * @param history in order of time, the touchpoints that Waymark made among them
   * @return the decisions about all matches, withheld ones included
   */
  public List<Decision> play(List<Applied> history, long toMillis) {
    decisions.clear();
    if (history.isEmpty()) {
      return List.of();
    }
    Customer customer = customer(history);
    int number = 0;
    for (Applied applied : history) {
      if (!applied.isStageEntered()) {
        engine.apply(
            customer, new Arrival(applied.touchpoint(), Position.line("history", ++number), 0));
      }
    }
    engine.passDeadlines(customer, toMillis);
    return List.copyOf(decisions);
  }

  /** A first touchpoint that lets the customer enter its stage will do so again. */
  private static Customer customer(List<Applied> history) {
    Applied first = history.get(0);
    boolean entersNext =
        first.isStageEntered() || (history.size() > 1 && history.get(1).isStageEntered());
    return new Customer(first.customer(), entersNext ? null : first.stage(), Map.of());
  }

  private void take(Outgoing record) {
    if (record instanceof Decision decision) {
      decisions.add(decision);
    }
  }

  @Override
  public void close() {
    rules.close();
  }
}
