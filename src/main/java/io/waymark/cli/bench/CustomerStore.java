package io.waymark.cli.bench;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.Outlet;
import io.waymark.customer.RuleBook;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the job keeps of customers, in a map on heap: read, changed and written as it does it. */
final class CustomerStore implements AutoCloseable {
  /** What is kept of one customer. */
  record Size(int openRuns, int bytes) {}

  private final Sent sent = new Sent();
  private final RuleBook book = RuleBook.open((rule, runs) -> {});
  private final CustomerEngine engine;
  private final Map<String, byte[]> values = new HashMap<>();

  CustomerStore(List<Rule> rules) {
    rules.forEach(rule -> book.put(rule, 0));
    engine = new CustomerEngine(LoadRules.lifecycle(), book, sent, () -> 0);
  }

  /** Applies a touchpoint; they come in order of time. */
  void apply(Touchpoint touchpoint) {
    Customer customer = read(touchpoint.customer());
    engine.apply(customer, new Arrival(touchpoint, Position.line("load", 1), 0));
    values.put(touchpoint.customer(), write(customer));
  }

  /** What is kept of each customer when all deadlines up to then have passed. */
  List<Size> sizes(long timeMillis) {
    List<Size> sizes = new ArrayList<>();
    for (String id : values.keySet()) {
      Customer customer = read(id);
      engine.advance(customer, timeMillis);
      sizes.add(new Size(customer.openRuns(), write(customer).length));
    }
    return sizes;
  }

  /** How many have gone out. */
  long triggers() {
    return sent.triggers;
  }

  @Override
  public void close() {
    book.close();
  }

  private Customer read(String id) {
    byte[] value = values.get(id);
    return value == null ? new Customer(id) : CustomerCodec.read(id, value);
  }

  /** With the timer that the job would set. */
  private byte[] write(Customer customer) {
    customer.timerMillis(engine.wakeMillis(customer));
    return CustomerCodec.write(customer);
  }

  private static final class Sent implements Outlet {
    private long triggers;

    @Override
    public void trigger(Trigger trigger) {
      triggers++;
    }

    @Override
    public void decision(Decision decision) {}

    @Override
    public void transition(Transition transition) {}

    @Override
    public void droppedRuns(@Nullable Rule rule, int runs) {}

    @Override
    public void droppedTrait() {}
  }
}
