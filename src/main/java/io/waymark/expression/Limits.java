package io.waymark.expression;

/**
 * The bound on the work of one evaluation, whatever others took, and who is told when one fails.
 *
 * <p>Work is counted in steps, not measured in time: the same input gives the same value on every
 * machine, at every load. A step takes about 0.1 µs.
 */
public record Limits(int steps, FailureRecorder failures) implements StepLimit {
  /** About a millisecond. */
  public static final int DEFAULT_STEPS = 10_000;

  public static final Limits DEFAULT = new Limits(DEFAULT_STEPS, FailureRecorder.NONE);

  public Limits {
    if (steps < 1) {
      throw new IllegalArgumentException("an evaluation has at least one step");
    }
  }

  /** Does nothing: each evaluation has all steps. */
  @Override
  public void spend(long taken) {}
}
