package io.waymark.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the counts of a subtask until it sends them to the map, so that a hot cell costs one
 * record a second. Their number is bounded.
 */
public final class Tallies {
  /** The sums after which a subtask sends what it has: a few megabytes of heap. */
  static final int MANY = 20_000;

  /** The counts of one place, which hold until the next {@link #drain}. */
  final class Tally {
    private final Counts counts = new Counts();

    void add(int measure, long minute, long amount) {
      int before = counts.size();
      counts.add(measure, minute, amount);
      sums += counts.size() - before;
    }
  }

  private final Map<Place, Tally> places = new HashMap<>();
  private int sums;

  /** Returns the counts of a place, to be added to at once. */
  Tally at(Place place) {
    Tally known = places.get(place);
    if (known != null) {
      return known;
    }
    Tally tally = new Tally();
    places.put(place, tally);
    return tally;
  }

  /** Returns whether there are enough sums to send them now. */
  public boolean areMany() {
    return sums >= MANY;
  }

  /** Returns the counts by segment and stage, and begins anew. */
  public List<StageTally> drain(CellNames names) {
    Map<Place, List<StageTally.Entry>> byStage = new HashMap<>();
    places.forEach(
        (place, tally) -> {
          if (!tally.counts.isEmpty()) {
            byStage
                .computeIfAbsent(
                    Place.stage(place.segment(), place.stage()), p -> new ArrayList<>())
                .add(new StageTally.Entry(place.cell(), place.next(), tally.counts));
          }
        });
    places.clear();
    sums = 0;
    List<StageTally> tallies = new ArrayList<>();
    byStage.forEach(
        (stage, entries) ->
            tallies.add(StageTally.of(stage.segment(), stage.stage(), entries, names)));
    return tallies;
  }
}
