package io.waymark.match;

import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pattern's positive steps, and the absences between them, as places at which a chain of chosen
 * touchpoints waits for the next choice. An absence at the end is not part of it.
 *
 * <p>A chain waits at one place for each way to go on: with several steps optional, a chain that
 * has chosen the one before them waits for each of them and for the one after them, each time with
 * its own absences in between. What can still become of a chain at a place thus depends on nothing
 * but when it started, where no condition looks back and no step bounds the time since the one
 * before it.
 *
 * @param places in an order in which every choice leads to later ones; a run starts at the first
 */
public record Automaton(List<Place> places) {

  /**
   * Where a chain waits.
   *
   * @param step what it waits for
   * @param entry whether nothing of the step is chosen yet, so that {@code absent} and the step's
   *     {@code within} count
   * @param absent what ends the wait
   */
  public record Place(
      Step.Positive step, boolean entry, List<Step.Absent> absent, List<Take> takes) {}

  /**
   * A choice.
   *
   * @param types of which the touchpoint must be, besides what the step's {@code where} asks
   * @param next the places at which the longer chain waits
   * @param completes whether it has all positive steps
   */
  public record Take(Set<String> types, List<Integer> next, boolean completes) {}

  /** Builds the automaton of a pattern. */
  public static Automaton of(Pattern pattern) {
    return new Automaton(new Layout(pattern.steps()).places());
  }

  /** Numbers the places: by step; those before its first choice, then those inside it. */
  private static final class Layout {
    private final List<Step.Positive> steps = new ArrayList<>();

    /** By step: what must not lie right before it. */
    private final List<List<Step.Absent>> gaps = new ArrayList<>();

    /** By step: the earliest step that can be the one chosen before it; -1 for none. */
    private final List<Integer> earliest = new ArrayList<>();

    /** By step: the number of its first place. */
    private final List<Integer> base = new ArrayList<>();

    Layout(List<Step> all) {
      List<Step.Absent> gap = new ArrayList<>();
      int places = 0;
      for (Step each : all) {
        if (each instanceof Step.Absent absent) {
          gap.add(absent);
        } else if (each instanceof Step.Positive step) {
          int number = steps.size();
          boolean skips = number > 0 && steps.get(number - 1).optional();
          earliest.add(skips ? earliest.get(number - 1) : number - 1);
          base.add(places);
          steps.add(step);
          gaps.add(List.copyOf(gap));
          gap.clear();
          places += number - earliest.get(number) + partial(step);
        }
      }
    }

    List<Place> places() {
      List<Place> places = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        Step.Positive step = steps.get(i);
        for (int before = earliest.get(i); before < i; before++) {
          places.add(new Place(step, true, absent(before, i), takes(i, 0)));
        }
        for (int chosen = 1; chosen <= partial(step); chosen++) {
          places.add(new Place(step, false, List.of(), takes(i, chosen)));
        }
      }
      return List.copyOf(places);
    }

    /** How many places there are inside a step: by count, or one for each choice of some types. */
    private static int partial(Step.Positive step) {
      return step.choice() instanceof Step.EachType
          ? (1 << step.types().size()) - 2
          : step.size() - 1;
    }

    private List<Step.Absent> absent(int before, int step) {
      return gaps.subList(before + 1, step + 1).stream().flatMap(List::stream).toList();
    }

    /**
     * The choices from inside a step.
     *
     * @param chosen how many there are; of {@code all} the set of types, a bit each
     */
    private List<Take> takes(int i, int chosen) {
      Step.Positive step = steps.get(i);
      if (!(step.choice() instanceof Step.EachType)) {
        return List.of(take(i, step.types(), chosen + 1));
      }
      List<Take> takes = new ArrayList<>();
      int bit = 1;
      // Sorted: an edit of the order in which they are written leaves open runs as they are.
      for (String type : new TreeSet<>(step.types())) {
        if ((chosen & bit) == 0) {
          takes.add(take(i, Set.of(type), chosen | bit));
        }
        bit <<= 1;
      }
      return List.copyOf(takes);
    }

    private Take take(int i, Set<String> types, int chosen) {
      int inside = base.get(i) + i - earliest.get(i) - 1;
      return chosen <= partial(steps.get(i))
          ? new Take(types, List.of(inside + chosen), false)
          : new Take(types, entriesAfter(i), isLast(i));
    }

    private List<Integer> entriesAfter(int i) {
      List<Integer> entries = new ArrayList<>();
      for (int next = i + 1; next < steps.size() && earliest.get(next) <= i; next++) {
        entries.add(base.get(next) + i - earliest.get(next));
      }
      return List.copyOf(entries);
    }

    private boolean isLast(int i) {
      return steps.subList(i + 1, steps.size()).stream().allMatch(Step.Positive::optional);
    }
  }
}
