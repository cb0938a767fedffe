package io.waymark.match.cep;

import io.waymark.expression.Scope.Chosen;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.State.StateType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * Builds the NFA of a pattern's positive steps and the absences between them; an absence at the end
 * is not part of it.
 *
 * <p>State {@code i} waits for the choice of slot {@code i} and has two edges. TAKE chooses the
 * touchpoint; IGNORE lets it pass by, unless it satisfies an absence before the slot. A touchpoint
 * that does both opens both ways, which is Flink's {@code followedByAny}; one that satisfies the
 * slot and the absence can only be chosen. Flink's own {@code notFollowedBy} would stop the run in
 * that case.
 */
final class NfaBuilder {
  private static final String END = "end";

  private final Pattern pattern;
  private final List<Slot> slots;
  private final boolean mayStart;

  /**
   * Builds for a pattern.
   *
   * @param mayStart whether runs may start, or only go on that have
   */
  NfaBuilder(Pattern pattern, boolean mayStart) {
    this.mayStart = mayStart;
    this.pattern = pattern;
    this.slots = Slot.of(pattern.steps());
  }

  /** The step that a run starts with. */
  Step.Positive first() {
    return slots.get(0).step();
  }

  NFA<Touchpoint> build() {
    List<State<Touchpoint>> states = new ArrayList<>();
    State<Touchpoint> next = new State<>(END, StateType.Final);
    states.add(next);
    for (int i = slots.size() - 1; i >= 0; i--) {
      Slot slot = slots.get(i);
      boolean mayTake = i > 0 || mayStart;
      State<Touchpoint> state =
          new State<>(Integer.toString(i), i == 0 ? StateType.Start : StateType.Normal);
      state.addTake(
          next,
          condition((event, chosen) -> mayTake && Conditions.fulfils(slot.step(), event, chosen)));
      if (i > 0) {
        state.addIgnore(
            condition((event, chosen) -> !Conditions.fulfilsAny(slot.absent(), event, chosen)));
      }
      states.add(state);
      next = state;
    }
    return new NFA<>(states, Map.of(), pattern.withinMillis(), false);
  }

  /** A match as the NFA gives it, by slots, as the touchpoints of each step. */
  Map<String, List<Touchpoint>> bySteps(Map<String, List<Touchpoint>> bySlots) {
    Map<String, List<Touchpoint>> bySteps = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      List<Touchpoint> chosen = bySlots.get(Integer.toString(i));
      if (chosen != null) {
        bySteps
            .computeIfAbsent(slots.get(i).step().name(), name -> new ArrayList<>())
            .addAll(chosen);
      }
    }
    return bySteps;
  }

  private interface Test {
    boolean test(Touchpoint event, Chosen chosen);
  }

  private IterativeCondition<Touchpoint> condition(Test test) {
    List<Slot> all = slots;
    return new IterativeCondition<>() {
      private static final long serialVersionUID = 1;

      @Override
      public boolean filter(Touchpoint event, Context<Touchpoint> context) {
        return test.test(event, step -> chosen(all, step, context));
      }
    };
  }

  private static List<Touchpoint> chosen(
      List<Slot> slots, String step, IterativeCondition.Context<Touchpoint> context) {
    List<Touchpoint> chosen = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).step().name().equals(step)) {
        addAll(chosen, context, Integer.toString(i));
      }
    }
    return chosen;
  }

  private static void addAll(
      List<Touchpoint> chosen, IterativeCondition.Context<Touchpoint> context, String slot) {
    try {
      context.getEventsForPattern(slot).forEach(chosen::add);
    } catch (Exception e) {
      throw new IllegalStateException("the shared buffer on heap cannot be read", e);
    }
  }
}
