package io.waymark.match;

import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import java.util.List;

/**
 * A pattern's positive steps, and the absences between them, as places at which a chain of chosen
 * touchpoints waits for the next choice. An absence at the end is not part of it.
 *
 * <p>A chain waits at one place for each way to continue: with several steps optional, a chain that
 * has chosen the one before them waits for each of them and for the one after them, each time with
 * its own absences in between. What can still become of a chain at a place thus depends on nothing
 * but when it started, where no condition looks back and no step bounds the time since the one
 * before it.
 *
 * @param places in an order in which every choice leads to later ones, or, where a step counts all,
 *     back to the place itself; a run starts at the first
 */
public record Automaton(List<Place> places) {
  public Automaton {
    places = List.copyOf(places);
  }

  /**
   * A point at which a chain waits.
   *
   * @param step the step for which the next touchpoint is chosen
   * @param entry whether nothing of the step is chosen yet, so that {@code absent} and the step's
   *     {@code within} count
   * @param absent the steps that end the wait: absences, and steps that count all, whose next
   *     touchpoint must be chosen for them
   * @param takes the choices that lead on
   */
  public record Place(Step.Positive step, boolean entry, List<Step> absent, List<Take> takes) {
    public Place {
      absent = List.copyOf(absent);
      takes = List.copyOf(takes);
    }
  }

  /**
   * A choice of one more touchpoint.
   *
   * @param types one of which the touchpoint must have, besides what the step's {@code where} asks
   * @param next the places at which the longer chain waits
   * @param completes whether the longer chain has all positive steps
   */
  public record Take(Types types, List<Integer> next, boolean completes) {
    public Take {
      next = List.copyOf(next);
    }
  }

  /** Builds the automaton of a pattern. */
  public static Automaton of(Pattern pattern) {
    return new Automaton(new AutomatonLayout(pattern.steps()).places());
  }
}
