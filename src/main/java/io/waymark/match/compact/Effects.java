package io.waymark.match.compact;

import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Criteria;
import io.waymark.match.Criterion;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effects that a touchpoint of one type can have at one place.
 *
 * @param take the choice that it makes; null where it cannot be chosen
 * @param where the criterion by which it is chosen
 * @param soonMillis it is chosen less than this after the last choice; 0 for no bound
 * @param absent the criteria by which it ends the wait; one suffices
 * @param uncorrelated those of them that count whatever the touchpoint's correlation value
 * @param isOpen whether the place stands for any further number of touchpoints of its step
 */
record Effects(
    int place,
    @Nullable Take take,
    Criterion where,
    long soonMillis,
    List<Criterion> absent,
    List<Criterion> uncorrelated,
    boolean isOpen) {
  Effects {
    absent = List.copyOf(absent);
    uncorrelated = List.copyOf(uncorrelated);
  }

  /** Returns all effects of a type, from the last place to the first. */
  static List<Effects> of(String type, List<Place> places, Criteria criteria) {
    List<Effects> effects = new ArrayList<>();
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      Take take =
          place.takes().stream()
              .filter(each -> each.types().contains(type))
              .findFirst()
              .orElse(null);
      List<Step> absent =
          place.absent().stream().filter(step -> step.types().contains(type)).toList();
      if (take != null || !absent.isEmpty()) {
        Criterion where = criteria.of(place.step().where());
        long soon = place.entry() ? place.step().withinMillis() : 0;
        effects.add(
            new Effects(
                i,
                take,
                where,
                soon,
                absent.stream().map(step -> criteria.of(step.where())).toList(),
                absent.stream()
                    .filter(step -> step instanceof Step.Absent one && !one.correlated())
                    .map(step -> criteria.of(step.where()))
                    .toList(),
                take != null && take.next().contains(i)));
      }
    }
    return List.copyOf(effects);
  }

  /** Returns whether a touchpoint is chosen where nothing was chosen before. */
  boolean starts(Touchpoint touchpoint) {
    return take != null && where.test(touchpoint);
  }

  /** Returns whether a touchpoint is chosen after the chain {@code before}. */
  boolean takes(Touchpoint touchpoint, Chain before) {
    return take != null
        && (soonMillis == 0 || touchpoint.timeMillis() - before.lastMillis() < soonMillis)
        && where.test(touchpoint);
  }

  boolean endsWait(Touchpoint touchpoint) {
    return anyHolds(absent, touchpoint);
  }

  /** Returns whether a touchpoint of another correlation value ends the wait. */
  boolean endsWaitOfOthers(Touchpoint touchpoint) {
    return anyHolds(uncorrelated, touchpoint);
  }

  static boolean anyHolds(List<Criterion> criteria, Touchpoint touchpoint) {
    for (int i = 0; i < criteria.size(); i++) {
      if (criteria.get(i).test(touchpoint)) {
        return true;
      }
    }
    return false;
  }
}
