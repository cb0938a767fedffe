package io.waymark.match.cep;

import io.waymark.expression.Scope.Chosen;
import io.waymark.match.Automaton;
import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
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
 * Builds the NFA of a pattern from its {@link Automaton}: a state for each place, named by its
 * number.
 *
 * <p>TAKE chooses the touchpoint, once for each place that the longer chain then waits at; IGNORE
 * lets it pass by, unless it satisfies an absence of the place. A touchpoint that does both opens
 * both ways, which is Flink's {@code followedByAny}; one that can be chosen and satisfies the
 * absence can only be chosen. Flink's own {@code notFollowedBy} would stop the run in that case,
 * unless this completes it.
 */
final class NfaBuilder {
  private final Pattern pattern;
  private final List<Place> places;
  private final boolean mayStart;
  private final Steps steps;
  private boolean passing;

  /**
   * Builds for a pattern.
   *
   * @param mayStart whether runs may start; else those that are open advance only
   */
  NfaBuilder(Pattern pattern, boolean mayStart, Steps steps) {
    this.steps = steps;
    this.mayStart = mayStart;
    this.pattern = pattern;
    this.places = Automaton.of(pattern).places();
  }

  NFA<Touchpoint> build() {
    State<Touchpoint> end = new State<>("end", StateType.Final);
    List<State<Touchpoint>> states = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      states.add(new State<>(Integer.toString(i), i == 0 ? StateType.Start : StateType.Normal));
    }
    for (int i = 0; i < places.size(); i++) {
      addEdges(i, states, end);
    }
    states.add(end);
    return new NFA<>(states, Map.of(), pattern.withinMillis(), false);
  }

  /** Returns the number of places. */
  int places() {
    return places.size();
  }

  /** Returns the touchpoints of each step of a match, which the NFA gives by places. */
  Map<String, List<Touchpoint>> bySteps(Map<String, List<Touchpoint>> byPlaces) {
    Map<String, List<Touchpoint>> bySteps = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      List<Touchpoint> chosen = byPlaces.get(Integer.toString(i));
      if (chosen != null) {
        bySteps
            .computeIfAbsent(places.get(i).step().name(), name -> new ArrayList<>())
            .addAll(chosen);
      }
    }
    return bySteps;
  }

  private void addEdges(int number, List<State<Touchpoint>> all, State<Touchpoint> end) {
    Place place = places.get(number);
    State<Touchpoint> state = all.get(number);
    boolean starts = number == 0;
    for (Take take : place.takes()) {
      IterativeCondition<Touchpoint> condition =
          condition(
              (event, chosen) -> (mayStart || !starts) && mayTake(place, take, event, chosen));
      IterativeCondition<Touchpoint> ends =
          place.step().having() == null
              ? condition
              : condition(
                  (event, chosen) ->
                      (mayStart || !starts)
                          && mayTake(place, take, event, chosen)
                          && steps.holds(place.step(), event, chosen));
      take.next()
          .forEach(next -> state.addTake(all.get(next), isOf(place, next) ? condition : ends));
      if (take.completes()) {
        state.addTake(end, ends);
      }
    }
    if (!starts) {
      state.addIgnore(condition((event, chosen) -> mayIgnore(place, event, chosen)));
    }
  }

  /** Returns whether a chain that goes on to a place stays inside the step. */
  private boolean isOf(Place place, int next) {
    Place other = places.get(next);
    return !other.entry() && other.step().equals(place.step());
  }

  private boolean mayIgnore(Place place, Touchpoint event, Chosen chosen) {
    return !steps.fulfilAny(
        passing
            ? place.absent().stream().filter(NfaBuilder::isUncorrelated).toList()
            : place.absent(),
        event,
        chosen);
  }

  private static boolean isUncorrelated(Step step) {
    return step instanceof Step.Absent absent && !absent.correlated();
  }

  /** Tells whether the next touchpoints are of another correlation value, and so only pass. */
  void setPassing(boolean passing) {
    this.passing = passing;
  }

  private boolean mayTake(Place place, Take take, Touchpoint event, Chosen chosen) {
    return !passing
        && take.types().contains(event.type())
        && (!isFirstOpen(place) || chosen.forStep(place.step().name()).size() < Step.Range.MOST)
        && steps.fulfil(place.step(), event, chosen)
        && isSoonEnough(place, event, chosen)
        && steps.isDistinct(place.step(), event, chosen);
  }

  /** A run of a first step that counts all ends above a number: those that started later go on. */
  private boolean isFirstOpen(Place place) {
    return place.step().countsAll() && place.step().equals(places.get(0).step());
  }

  private boolean isSoonEnough(Place place, Touchpoint event, Chosen chosen) {
    return !place.entry()
        || place.step().withinMillis() == 0
        || event.timeMillis() - lastMillis(chosen) < place.step().withinMillis();
  }

  private long lastMillis(Chosen chosen) {
    long last = Long.MIN_VALUE;
    for (Place place : places) {
      for (Touchpoint touchpoint : chosen.forStep(place.step().name())) {
        last = Math.max(last, touchpoint.timeMillis());
      }
    }
    return last;
  }

  private interface Test {
    boolean test(Touchpoint event, Chosen chosen);
  }

  private IterativeCondition<Touchpoint> condition(Test test) {
    List<Place> all = places;
    return new IterativeCondition<>() {
      private static final long serialVersionUID = 1;

      @Override
      public boolean filter(Touchpoint event, Context<Touchpoint> context) {
        return test.test(event, step -> chosen(all, step, context));
      }
    };
  }

  private static List<Touchpoint> chosen(
      List<Place> places, String step, IterativeCondition.Context<Touchpoint> context) {
    List<Touchpoint> chosen = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).step().name().equals(step)) {
        addAll(chosen, context, Integer.toString(i));
      }
    }
    return chosen;
  }

  private static void addAll(
      List<Touchpoint> chosen, IterativeCondition.Context<Touchpoint> context, String place) {
    try {
      context.getEventsForPattern(place).forEach(chosen::add);
    } catch (Exception e) {
      throw new IllegalStateException("the shared buffer on heap cannot be read", e);
    }
  }
}
