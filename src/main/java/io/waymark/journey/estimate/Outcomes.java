package io.waymark.journey.estimate;

import java.util.List;

/**
 * The probabilities of what became of a visit by a horizon; they add up to 1.
 *
 * @param incidences of each kind of end
 * @param survival of the visit, which then is still open
 */
public record Outcomes(List<Estimate> incidences, Estimate survival) {
  /** Copies the list. */
  public Outcomes {
    incidences = List.copyOf(incidences);
  }
}
