package io.waymark.journey.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Separates the touchpoints at which a stage loses or gains customers from those at which it only
 * seems to.
 */
public final class PainPoints {
  /** The share of the findings of one map that may be chance, at most. */
  private static final double FALSE_DISCOVERIES = 0.1;

  private PainPoints() {}

  /**
   * The finding about a touchpoint in a stage.
   *
   * @param shrunk its effect, drawn towards the mean of the stage
   * @param lost at least so many customers did not move forward that would have without it
   * @param gained at least so many customers moved forward that would not have without it
   */
  public record Finding(Effect shrunk, long lost, long gained) {}

  /**
   * Returns a finding for each touchpoint of a map, in the order given; empty for one that too few
   * visits met, or too few did not. All stages of a map belong in one call: the limit on chance
   * holds for what is looked for at once.
   *
   * @param stages the touchpoints of each stage; effects are shrunk within their stage
   */
  public static List<List<Optional<Finding>>> find(List<List<Exposure>> stages) {
    double limit =
        FalseDiscoveries.limit(
            stages.stream()
                .flatMap(List::stream)
                .map(Exposure::effect)
                .filter(Effect::isComparable)
                .mapToDouble(Effect::pValue)
                .toArray(),
            FALSE_DISCOVERIES);
    return stages.stream().map(stage -> find(stage, limit)).toList();
  }

  private static List<Optional<Finding>> find(List<Exposure> stage, double limit) {
    List<Effect> shrunk =
        Shrinkage.shrink(
            stage.stream().map(Exposure::effect).filter(Effect::isComparable).toList());
    List<Optional<Finding>> findings = new ArrayList<>();
    int comparable = 0;
    for (Exposure exposure : stage) {
      findings.add(
          exposure.effect().isComparable()
              ? Optional.of(finding(exposure, shrunk.get(comparable++), limit))
              : Optional.empty());
    }
    return List.copyOf(findings);
  }

  private static Finding finding(Exposure exposure, Effect shrunk, double limit) {
    if (exposure.effect().pValue() > limit) {
      return new Finding(shrunk, 0, 0);
    }
    Interval effect = shrunk.estimate();
    return new Finding(
        shrunk,
        (long) (exposure.customers() * Math.max(0, -effect.high())),
        (long) (exposure.customers() * Math.max(0, effect.low())));
  }
}
