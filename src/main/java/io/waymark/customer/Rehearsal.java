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
import org.jspecify.annotations.Nullable;

/**
 * Plays the examples that a rule's author gave, on the engine that customers meet, in virtual time.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * What came of an example; times are milliseconds after its start.
   *
   * @param triggers that the rule sends, or would send if it were live
   * @param decisions on all its matches, those that were withheld too
   */
  public record Outcome(
      List<Trigger> triggers, List<Decision> decisions, List<Transition> transitions) {

    /** When the triggers are sent. */
    public List<Long> sentMillis() {
      return triggers.stream().map(Trigger::timeMillis).toList();
    }
  }

  /** Plays a rule as if it were live, whatever its status, so that a draft can be tried. */
  public static Outcome play(Lifecycle lifecycle, Rule rule, Example example) {
    try (RuleBook rules = RuleBook.open((dropped, runs) -> {})) {
      return play(lifecycle, rules, rule, example);
    }
  }

  static Outcome play(Lifecycle lifecycle, RuleBook rules, Rule rule, Example example) {
    rules.put(rule.withStatus(Rule.Status.LIVE), 0);
    Recorder recorder = new Recorder();
    CustomerEngine engine = new CustomerEngine(lifecycle, rules, recorder, () -> 0);
    Customer customer = new Customer("example");
    customer.stage = example.stage();
    customer.traits.putAll(example.traits());
    int number = 0;
    for (Example.Given given : example.given()) {
      Arrival arrival =
          new Arrival(touchpoint(given, ++number), Position.line("example", number), 0);
      engine.apply(customer, arrival);
    }
    engine.advance(customer, Runs.NEVER - 1);
    return new Outcome(recorder.triggers, recorder.decisions, recorder.transitions);
  }

  /**
   * The touchpoint that an example gives.
   *
   * @param number its place in the example
   */
  public static Touchpoint touchpoint(Example.Given given, int number) {
    return new Touchpoint(
        given.id() == null ? "touchpoint " + number : given.id(),
        "example",
        null,
        given.type(),
        given.channel(),
        given.atMillis(),
        given.sentiment(),
        given.properties());
  }

  private static final class Recorder implements Outlet {
    private final List<Trigger> triggers = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();

    @Override
    public void trigger(Trigger trigger) {
      triggers.add(trigger);
    }

    @Override
    public void decision(Decision decision) {
      decisions.add(decision);
    }

    @Override
    public void transition(Transition transition) {
      transitions.add(transition);
    }

    @Override
    public void droppedRuns(@Nullable Rule rule, int runs) {}

    @Override
    public void droppedTrait() {}
  }
}
