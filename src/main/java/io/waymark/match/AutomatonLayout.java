package io.waymark.match;

import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Numbers the places of an {@link Automaton}, step by step: first the entries of a step, one for
 * each step that may be the last one chosen before it, then the places inside the step.
 *
 * <p>With steps {@code a}, {@code b: optional}, {@code c: times 2} these are:
 *
 * <pre>
 * 0  entry of a, after nothing
 * 1  entry of b, after a
 * 2  entry of c, after a
 * 3  entry of c, after b
 * 4  inside c, one of two chosen
 * </pre>
 */
final class AutomatonLayout {
  private final List<Slots> steps = new ArrayList<>();

  /**
   * The places of one positive step.
   *
   * @param gap the absences right before the step
   * @param number of the step among the positive ones
   * @param earliest the number of the earliest step that may be the last one chosen before it; -1
   *     where nothing need be chosen
   * @param first the number of its first place
   */
  private record Slots(
      Step.Positive step, List<Step.Absent> gap, int number, int earliest, int first) {
    Slots {
      gap = List.copyOf(gap);
    }

    int entries() {
      return number - earliest;
    }

    /**
     * Returns the number of places inside: one for each count, or one for each choice of some
     * types.
     */
    int inner() {
      return step.places();
    }

    int end() {
      return first + entries() + inner();
    }

    boolean canFollow(int before) {
      return before >= earliest;
    }

    /** Returns the place at which a chain waits whose last choice is for another step. */
    int entryAfter(int before) {
      return first + before - earliest;
    }

    /**
     * Returns the place at which a chain waits that has chosen a part of the step.
     *
     * @param chosen from 1: how many there are, or of {@code all} the set of types, a bit each
     */
    int inside(int chosen) {
      return first + entries() + chosen - 1;
    }
  }

  AutomatonLayout(List<Step> all) {
    List<Step.Absent> gap = new ArrayList<>();
    for (Step each : all) {
      if (each instanceof Step.Absent absent) {
        gap.add(absent);
      } else if (each instanceof Step.Positive step) {
        add(step, gap);
        gap.clear();
      }
    }
  }

  private void add(Step.Positive step, List<Step.Absent> gap) {
    int number = steps.size();
    Slots before = number == 0 ? null : steps.get(number - 1);
    int earliest = before != null && before.step().mayBeLeftOut() ? before.earliest() : number - 1;
    steps.add(new Slots(step, gap, number, earliest, before == null ? 0 : before.end()));
  }

  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Slots own : steps) {
      for (int before = own.earliest(); before < own.number(); before++) {
        places.add(new Place(own.step(), true, absent(before, own), takes(own, 0)));
      }
      for (int chosen = 1; chosen <= own.inner(); chosen++) {
        List<Step> absent = own.step().countsAll() ? List.of(own.step()) : List.of();
        places.add(new Place(own.step(), false, absent, takes(own, chosen)));
      }
    }
    return places;
  }

  /**
   * Returns what must not come between two steps: the absences, also around steps that are left
   * out, and the steps that count all, from the one before to the one that is waited for. The next
   * touchpoint of these must be chosen for them.
   */
  private List<Step> absent(int before, Slots own) {
    List<Step> absent = new ArrayList<>();
    if (before >= 0 && steps.get(before).step().countsAll()) {
      absent.add(steps.get(before).step());
    }
    for (Slots between : steps.subList(before + 1, own.number() + 1)) {
      absent.addAll(between.gap());
      if (between.step().countsAll()) {
        absent.add(between.step());
      }
    }
    return absent;
  }

  /**
   * Returns the choices that lead on from a part of a step.
   *
   * @param chosen how many there are; of {@code all} the set of types, a bit each
   */
  private List<Take> takes(Slots own, int chosen) {
    Step.Positive step = own.step();
    if (step.choice() instanceof Step.Range range) {
      return List.of(counted(own, range, chosen + 1));
    }
    if (!(step.choice() instanceof Step.EachType)) {
      return List.of(take(own, step.types(), chosen + 1));
    }
    List<Take> takes = new ArrayList<>();
    int bit = 1;
    // Sorted: an edit of the order in which they are written leaves open runs as they are.
    for (String type : new TreeSet<>(step.types().names())) {
      if ((chosen & bit) == 0) {
        takes.add(take(own, Types.of(type), chosen | bit));
      }
      bit <<= 1;
    }
    return takes;
  }

  /** Returns the choice that makes a number of touchpoints of a step that counts all. */
  private Take counted(Slots own, Step.Range range, int number) {
    List<Integer> next = new ArrayList<>();
    if (range.isOpen() || number < range.most()) {
      next.add(own.inside(Math.min(number, own.inner())));
    }
    if (number < range.least()) {
      return new Take(own.step().types(), next, false);
    }
    next.addAll(entriesAfter(own.number()));
    return new Take(own.step().types(), next, completes(own.number()));
  }

  private Take take(Slots own, Types types, int chosen) {
    return chosen <= own.inner()
        ? new Take(types, List.of(own.inside(chosen)), false)
        : new Take(types, entriesAfter(own.number()), completes(own.number()));
  }

  private List<Integer> entriesAfter(int number) {
    return steps.subList(number + 1, steps.size()).stream()
        .filter(next -> next.canFollow(number))
        .map(next -> next.entryAfter(number))
        .toList();
  }

  private boolean completes(int number) {
    return steps.subList(number + 1, steps.size()).stream()
        .allMatch(next -> next.step().mayBeLeftOut());
  }
}
