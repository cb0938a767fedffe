package io.waymark.expression;

/**
 * The steps that several evaluations share, such as all of one rule at one touchpoint or deadline:
 * a hundred values of a trigger, or a hundred runs, may together take as much as one evaluation. Of
 * one thread.
 */
public final class Allowance implements StepLimit {
  private final Limits limits;
  private long occasion;
  private int left;

  /** Creates one of as many steps as the limits give to an evaluation. */
  public Allowance(Limits limits) {
    this.limits = limits;
    this.left = limits.steps();
  }

  /** Gives all steps again. */
  public void renew() {
    left = limits.steps();
  }

  /**
   * Gives all steps again, unless it has for this occasion.
   *
   * @param number differs from the one of the occasion before
   */
  public void renewFor(long number) {
    if (number != occasion) {
      occasion = number;
      renew();
    }
  }

  /** Returns the steps that are left; none where they are used up. */
  @Override
  public int steps() {
    return left;
  }

  @Override
  public FailureRecorder failures() {
    return limits.failures();
  }

  @Override
  public void spend(long steps) {
    left = (int) Math.max(0, left - Math.max(0, steps));
  }
}
