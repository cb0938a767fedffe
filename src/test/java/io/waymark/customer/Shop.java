package io.waymark.customer;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Durations;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One customer on the engine, and all that comes out. Times are written as durations since the
 * start.
 */
final class Shop implements AutoCloseable {
  /** Everything in the order in which it came out. */
  final List<Object> out = new ArrayList<>();

  int droppedRuns;
  int droppedTraits;
  final RuleBook rules;
  final CustomerEngine engine;
  Customer customer = new Customer("anna");

  private long nowMillis;
  private int number;

  Shop(Lifecycle lifecycle, Rule... rules) {
    this.rules = RuleBook.open((rule, runs) -> droppedRuns += runs);
    for (Rule rule : rules) {
      this.rules.put(rule, 0);
    }
    this.engine = new CustomerEngine(lifecycle, this.rules, new Recorder(), () -> nowMillis);
  }

  Shop(Rule... rules) {
    this(TestRules.LIFECYCLE, rules);
  }

  /** The wall clock from now on. */
  Shop clock(long millis) {
    nowMillis = millis;
    return this;
  }

  Shop put(Rule rule, String at) {
    rules.put(rule, millis(at));
    return this;
  }

  /** A touchpoint; properties as names and values in turn. */
  Shop on(String type, String at, Object... properties) {
    return onWithId("t" + ++number, type, at, properties);
  }

  Shop onWithId(String id, String type, String at, Object... properties) {
    Touchpoint touchpoint =
        new Touchpoint(id, customer.id, null, type, null, millis(at), null, properties(properties));
    engine.apply(customer, new Arrival(touchpoint, Position.line("f", 1), 42));
    return this;
  }

  /** Passes all deadlines up to a time. */
  Shop until(String at) {
    engine.advance(customer, millis(at));
    return this;
  }

  Shop untilTheEnd() {
    engine.advance(customer, Runs.NEVER - 1);
    return this;
  }

  /** Writes the customer to bytes and reads it back, as state does. */
  Shop restore() {
    customer = CustomerCodec.read(customer.id, CustomerCodec.write(customer));
    return this;
  }

  List<Trigger> triggers() {
    return all(Trigger.class);
  }

  List<Decision> decisions() {
    return all(Decision.class);
  }

  List<Transition> transitions() {
    return all(Transition.class);
  }

  private <T> List<T> all(Class<T> type) {
    return out.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    rules.close();
  }

  static long millis(String text) {
    return Durations.parseMillis(text).orElseThrow();
  }

  private static Map<String, Object> properties(Object... namesAndValues) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  private final class Recorder implements Outlet {
    @Override
    public void transition(Transition transition) {
      out.add(transition);
    }

    @Override
    public void decision(Decision decision) {
      out.add(decision);
    }

    @Override
    public void trigger(Trigger trigger) {
      out.add(trigger);
    }

    @Override
    public void droppedRuns(Rule rule, int runs) {
      droppedRuns += runs;
    }

    @Override
    public void droppedTrait() {
      droppedTraits++;
    }
  }
}
