package io.waymark.journey.estimate;

import java.util.List;

/**
 * The probabilities of what became of a visit by a horizon; they add up to 1.
 *
 * @param incidences of each kind of end
 * @param survival of the visit, which then is still open
 */
public record Outcomes(List<Interval> incidences, Interval survival) {
  /** Copies the list. */
  public Outcomes {
    incidences = List.copyOf(incidences);
  }
}
