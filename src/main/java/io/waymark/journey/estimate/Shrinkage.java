package io.waymark.journey.estimate;

import java.util.List;

/**
 * Draws the effects in one stage towards their mean, the less certain ones more, so that the
 * largest of many is not the luckiest.
 *
 * <p>tau^2, the spread of the true effects, is by R. DerSimonian and N. Laird, Controlled Clinical
 * Trials 7 (1986) 177. With B = tau^2 / (tau^2 + SE^2) and the weighted mean m, the shrunk effect
 * is B d + (1 - B) m; its variance B SE^2 + (1 - B)^2 Var(m) holds the error of the mean, too, or
 * effects without spread would look certain. Sources: S. W. Raudenbush and A. S. Bryk, J. of
 * Educational Statistics 10 (1985) 75; {@code blup} of R's metafor.
 *
 * @param spread tau^2
 * @param mean of the effects
 * @param meanVariance of that mean
 */
record Shrinkage(double spread, double mean, double meanVariance) {
  /** Returns the effects shrunk, in order; a single one has no others to be compared with. */
  static List<Effect> shrink(List<Effect> effects) {
    if (effects.size() < 2) {
      return List.copyOf(effects);
    }
    Shrinkage shrinkage = of(effects);
    return effects.stream().map(shrinkage::shrink).toList();
  }

  /** Returns the spread and mean of two effects or more. */
  static Shrinkage of(List<Effect> effects) {
    Sums fixed = Sums.of(effects, 0);
    double q = 0;
    for (Effect effect : effects) {
      double distance = (effect.difference() - fixed.mean()) / effect.standardError();
      q += distance * distance;
    }
    double excess = q - (effects.size() - 1);
    double scale = fixed.weight - fixed.squares / fixed.weight;
    double spread = Math.max(0, excess / scale);
    Sums random = Sums.of(effects, spread);
    return new Shrinkage(spread, random.mean(), 1 / random.weight);
  }

  private Effect shrink(Effect effect) {
    double variance = effect.standardError() * effect.standardError();
    double kept = spread / (spread + variance);
    double difference = kept * effect.difference() + (1 - kept) * mean;
    double error = Math.sqrt(kept * variance + (1 - kept) * (1 - kept) * meanVariance);
    return new Effect(difference, error, effect.met(), effect.unmet());
  }

  private record Sums(double weight, double squares, double weighted) {
    static Sums of(List<Effect> effects, double spread) {
      double weight = 0;
      double squares = 0;
      double weighted = 0;
      for (Effect effect : effects) {
        double w = 1 / (effect.standardError() * effect.standardError() + spread);
        weight += w;
        squares += w * w;
        weighted += w * effect.difference();
      }
      return new Sums(weight, squares, weighted);
    }

    double mean() {
      return weighted / weight;
    }
  }
}
