package io.waymark.journey.estimate;

/**
 * A touchpoint that customers met in a stage, and its effect there.
 *
 * @param customers number of customers that met it
 */
public record Exposure(long customers, Effect effect) {
  /** Checks the number. */
  public Exposure {
    CountCheck.check("customers", customers);
  }
}
