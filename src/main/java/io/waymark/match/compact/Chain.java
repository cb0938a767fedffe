package io.waymark.match.compact;

import io.waymark.match.Automaton.Place;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chain of touchpoints that are chosen for the first steps of a pattern; chains share their
 * beginnings.
 *
 * @param before the chain without the touchpoint chosen last; null for none
 * @param place the place of the automaton at which {@code last} was chosen
 * @param startMillis the time of the touchpoint chosen first
 */
record Chain(@Nullable Chain before, int place, Touchpoint last, long startMillis) {

  static Chain of(@Nullable Chain before, int place, Touchpoint last) {
    return new Chain(before, place, last, before == null ? last.timeMillis() : before.startMillis);
  }

  long lastMillis() {
    return last.timeMillis();
  }

  /**
   * Returns this chain, without its last link where so many in a row were chosen at one place: of
   * more touchpoints of an open range the first ones and the last are kept.
   */
  Chain withRoom(int most, int at) {
    int links = 0;
    for (Chain link = this; link != null && link.place == at; link = link.before) {
      links++;
    }
    return links < most - 1 || before == null ? this : before;
  }

  /** Returns the links from the first choice to the last. */
  List<Chain> links() {
    List<Chain> links = new ArrayList<>();
    for (Chain link = this; link != null; link = link.before) {
      links.add(link);
    }
    Collections.reverse(links);
    return links;
  }

  /** Returns the chosen touchpoints by the name of the step. */
  Map<String, List<Touchpoint>> bySteps(List<Place> places) {
    Map<String, List<Touchpoint>> bySteps = new LinkedHashMap<>();
    for (Chain link : links()) {
      bySteps
          .computeIfAbsent(places.get(link.place).step().name(), name -> new ArrayList<>())
          .add(link.last);
    }
    return bySteps;
  }

  /**
   * Returns whether this chain replaces another at its place: it started later, or at the same time
   * with a later last choice. Of equals the one that was there first stays, which has more
   * touchpoints or older ones.
   */
  boolean isBetterThan(@Nullable Chain other) {
    return other == null
        || startMillis > other.startMillis
        || (startMillis == other.startMillis && lastMillis() > other.lastMillis());
  }
}
