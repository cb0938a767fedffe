package io.waymark.customer;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the examples that a rule's author gave, on the engine that customers meet, in virtual time.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * The triggers that the rule sends in the example, or would send if it were live; their times are
   * milliseconds after its start.
   */
  public static List<Trigger> play(Lifecycle lifecycle, Rule rule, Example example) {
    try (RuleBook rules = RuleBook.open((dropped, runs) -> {})) {
      return play(lifecycle, rules, rule, example);
    }
  }

  static List<Trigger> play(Lifecycle lifecycle, RuleBook rules, Rule rule, Example example) {
    rules.put(rule.withStatus(Rule.Status.LIVE), 0);
    Sent sent = new Sent();
    CustomerEngine engine = new CustomerEngine(lifecycle, rules, sent);
    Customer customer = new Customer("example");
    customer.stage = example.stage();
    customer.traits.putAll(example.traits());
    int number = 0;
    for (Example.Given given : example.given()) {
      Arrival arrival = arrival(given, ++number);
      if (!CustomerEngine.isDuplicate(customer, arrival.touchpoint())) {
        engine.apply(customer, arrival, 0);
      }
    }
    engine.advance(customer, Runs.NEVER - 1, 0);
    return sent.triggers;
  }

  private static Arrival arrival(Example.Given given, int number) {
    return new Arrival(
        new Touchpoint(
            given.id() == null ? "touchpoint " + number : given.id(),
            "example",
            null,
            given.type(),
            given.channel(),
            given.atMillis(),
            given.sentiment(),
            given.properties()),
        Position.line("example", number),
        0);
  }

  private static final class Sent implements Outlet {
    private final List<Trigger> triggers = new ArrayList<>();

    @Override
    public void trigger(Trigger trigger) {
      triggers.add(trigger);
    }

    @Override
    public void decision(Decision decision) {}

    @Override
    public void transition(Transition transition) {}

    @Override
    public void droppedRuns(int runs) {}

    @Override
    public void droppedTrait() {}
  }
}
