package io.waymark.recount;

import io.waymark.model.Estimate;
import java.util.List;

/** A difference of shares, with the numbers of visits that were compared. */
record Effect(double difference, double standardError, long met, long unmet) {
  private static final int FEWEST = 30;

  boolean isComparable() {
    return met >= FEWEST && unmet >= FEWEST;
  }

  double pValue() {
    return Formulas.twoSidedP(difference / standardError);
  }

  Estimate estimate() {
    return Formulas.normal(difference, standardError, met);
  }

  /**
   * Returns the effect shrunk towards the mean of those of a stage, with the spread of DerSimonian
   * and Laird; as it is where there is no other.
   */
  Effect shrunk(List<Effect> stage) {
    if (stage.size() < 2) {
      return this;
    }
    double fixed = mean(stage, 0);
    double q = 0;
    double squares = 0;
    for (Effect each : stage) {
      q += Formulas.square((each.difference - fixed) / each.standardError);
      squares += Formulas.square(each.weight(0));
    }
    double weight = weight(stage, 0);
    double tau2 = Math.max(0, (q - (stage.size() - 1)) / (weight - squares / weight));
    double mean = mean(stage, tau2);
    double se2 = Formulas.square(standardError);
    double b = tau2 / (tau2 + se2);
    double variance = b * se2 + Formulas.square(1 - b) / weight(stage, tau2);
    return new Effect(b * difference + (1 - b) * mean, Math.sqrt(variance), met, unmet);
  }

  private double weight(double tau2) {
    return 1 / (Formulas.square(standardError) + tau2);
  }

  private static double weight(List<Effect> effects, double tau2) {
    return effects.stream().mapToDouble(each -> each.weight(tau2)).sum();
  }

  private static double mean(List<Effect> effects, double tau2) {
    return effects.stream().mapToDouble(each -> each.weight(tau2) * each.difference).sum()
        / weight(effects, tau2);
  }
}
