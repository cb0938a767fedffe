package io.waymark.model;

/**
 * The counts of one arm of a rule.
 *
 * @param n the spans that have ended, without those that are contaminated
 * @param reached how many of {@code n} reached the goal
 * @param contaminated the spans that are left out, as their customer was in both arms
 */
public record ArmFigures(long n, long reached, long contaminated) {
  public static final ArmFigures NONE = new ArmFigures(0, 0, 0);

  public ArmFigures {
    if (reached < 0 || n < reached || contaminated < 0) {
      throw new IllegalArgumentException(
          "%d reached of %d, %d contaminated".formatted(reached, n, contaminated));
    }
  }

  /** Returns the figures with one span more. */
  public ArmFigures plus(Observation.Result result) {
    return switch (result) {
      case REACHED -> new ArmFigures(n + 1, reached + 1, contaminated);
      case MISSED -> new ArmFigures(n + 1, reached, contaminated);
      case CONTAMINATED -> new ArmFigures(n, reached, contaminated + 1);
    };
  }
}
