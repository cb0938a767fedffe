package io.waymark.customer;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import io.waymark.yaml.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One customer on the engine, and all that comes out. Times are written as durations since the
 * start.
 */
final class Shop implements AutoCloseable {
  final EngineRecorder recorder = new EngineRecorder();
  final RuleBook rules;
  final CustomerEngine engine;
  Customer customer = new Customer("anna");

  private long nowMillis;
  private int number;

  Shop(Lifecycle lifecycle, Rule... rules) {
    this.rules = RuleBook.open(recorder::droppedRuns);
    for (Rule rule : rules) {
      this.rules.put(rule, 0);
    }
    this.engine = new CustomerEngine(lifecycle, this.rules, recorder, recorder, () -> nowMillis);
  }

  Shop(Rule... rules) {
    this(RulesFromYaml.LIFECYCLE, rules);
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
    engine.passDeadlines(customer, millis(at));
    return this;
  }

  Shop untilTheEnd() {
    engine.passDeadlines(customer, Runs.NEVER - 1);
    return this;
  }

  /** Writes the customer to bytes and reads it back, as state does. */
  Shop restore() {
    customer = CustomerCodec.read(customer.id, CustomerCodec.write(customer));
    return this;
  }

  List<Trigger> triggers() {
    return recorder.all(Trigger.class);
  }

  List<Decision> decisions() {
    return recorder.all(Decision.class);
  }

  List<Transition> transitions() {
    return recorder.all(Transition.class);
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
}
