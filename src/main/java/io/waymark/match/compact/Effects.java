package io.waymark.match.compact;

import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Condition;
import io.waymark.match.Conditions;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a touchpoint of one type can do at one place.
 *
 * @param take null where it cannot be chosen
 * @param soonMillis less than this after the last choice; 0 for no bound
 * @param absent what it must fulfil to end the wait; one of them suffices
 */
record Effects(
    int place, @Nullable Take take, Condition where, long soonMillis, List<Condition> absent) {

  /** All effects of a type, from the last place to the first. */
  static List<Effects> of(String type, List<Place> places, Conditions conditions) {
    List<Effects> effects = new ArrayList<>();
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      Take take =
          place.takes().stream()
              .filter(each -> each.types().contains(type))
              .findFirst()
              .orElse(null);
      List<Condition> absent =
          place.absent().stream()
              .filter(step -> step.types().contains(type))
              .map(step -> conditions.of(step.where()))
              .toList();
      if (take != null || !absent.isEmpty()) {
        Condition where = conditions.of(place.step().where());
        long soon = place.entry() ? place.step().withinMillis() : 0;
        effects.add(new Effects(i, take, where, soon, absent));
      }
    }
    return List.copyOf(effects);
  }

  /** Whether it is chosen where nothing was chosen before. */
  boolean starts(Touchpoint touchpoint) {
    return take != null && where.test(touchpoint);
  }

  /** Whether it is chosen after {@code before}. */
  boolean takes(Touchpoint touchpoint, Chain before) {
    return take != null
        && (soonMillis == 0 || touchpoint.timeMillis() - before.lastMillis() < soonMillis)
        && where.test(touchpoint);
  }

  boolean endsWait(Touchpoint touchpoint) {
    for (int i = 0; i < absent.size(); i++) {
      if (absent.get(i).test(touchpoint)) {
        return true;
      }
    }
    return false;
  }
}
