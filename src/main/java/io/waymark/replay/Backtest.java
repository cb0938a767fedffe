package io.waymark.replay;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.HeldRuns;
import io.waymark.customer.Outlet;
import io.waymark.customer.RuleBook;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Arrival;
import io.waymark.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the history of many customers through rules in virtual time, on the engine that the job
 * runs, and measures the runs that they hold. All customers are on heap. Of one thread.
 */
public final class Backtest implements AutoCloseable {
  private final RuleBook rules = RuleBook.open((dropped, runs) -> {});
  private final CustomerEngine engine;
  private final HeldRuns held = new HeldRuns(rules);
  private final Map<String, Customer> customers = new HashMap<>();
  private long heapBytes;

  /** Begins a history with rules as if they were live, whatever their status. */
  public Backtest(Lifecycle lifecycle, List<Rule> played) {
    this(lifecycle, played, record -> {});
  }

  /**
   * Begins a history with rules as if they were live, whatever their status.
   *
   * @param outlet takes what comes out
   */
  public Backtest(Lifecycle lifecycle, List<Rule> played, Outlet outlet) {
    played.forEach(rule -> rules.put(rule.asLive(), 0));
    this.engine = new CustomerEngine(lifecycle, rules, outlet, DropRecorder.NONE, () -> 0);
  }

  /**
   * Applies a touchpoint; those of a customer come in order of time.
   *
   * @return false for a duplicate, which changes nothing
   */
  public boolean apply(Arrival arrival) {
    Customer customer =
        customers.computeIfAbsent(
            arrival.touchpoint().customer(),
            id -> {
              Customer created = new Customer(id);
              heapBytes += created.heapBytes();
              return created;
            });
    int before = customer.heapBytes();
    boolean isApplied = engine.apply(customer, arrival);
    if (isApplied) {
      held.sample(customer);
      heapBytes += customer.heapBytes() - before;
    }
    return isApplied;
  }

  /** Returns the open runs that customers held after each touchpoint. */
  public HeldRuns held() {
    return held;
  }

  /** Returns the number of customers. */
  public int customers() {
    return customers.size();
  }

  /** Returns about how many bytes the customers take on heap. */
  public long heapBytes() {
    return heapBytes;
  }

  @Override
  public void close() {
    rules.close();
  }
}
