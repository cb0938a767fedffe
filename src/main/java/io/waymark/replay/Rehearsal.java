package io.waymark.replay;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.Outlet;
import io.waymark.customer.RuleBook;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** Plays the examples of a rule's author in virtual time, on the engine that the job runs. */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * The outcome of an example; times are milliseconds after its start.
   *
   * @param triggers the triggers that the rule sends, or would send if it were live
   * @param decisions the decisions about all its matches, withheld ones included
   * @param observations whether its goal was reached, at the end of each span
   */
  public record Outcome(
      List<Trigger> triggers,
      List<Decision> decisions,
      List<Transition> transitions,
      List<Observation> observations) {
    public Outcome {
      triggers = List.copyOf(triggers);
      decisions = List.copyOf(decisions);
      transitions = List.copyOf(transitions);
      observations = List.copyOf(observations);
    }

    /** Returns when the triggers are sent. */
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

  public static Outcome play(Lifecycle lifecycle, RuleBook rules, Rule rule, Example example) {
    rules.put(rule.asLive(), 0);
    Emitted emitted = new Emitted();
    CustomerEngine engine =
        new CustomerEngine(lifecycle, rules, emitted, DropRecorder.NONE, () -> 0);
    Customer customer = new Customer("example", example.stage(), example.traits());
    int number = 0;
    for (Example.Given given : example.given()) {
      Arrival arrival =
          new Arrival(touchpoint(given, ++number), Position.line("example", number), 0);
      engine.apply(customer, arrival);
    }
    engine.passDeadlines(customer, Runs.NEVER - 1);
    return new Outcome(
        emitted.only(Trigger.class),
        emitted.only(Decision.class),
        emitted.only(Transition.class),
        emitted.observations);
  }

  /**
   * Returns the touchpoint that an example gives.
   *
   * @param number its number in the example, from 1
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

  private static final class Emitted implements Outlet {
    private final List<Outgoing> records = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();

    @Override
    public void emit(Outgoing record) {
      records.add(record);
    }

    @Override
    public void observe(Observation observation) {
      observations.add(observation);
    }

    <T> List<T> only(Class<T> type) {
      return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }
}
