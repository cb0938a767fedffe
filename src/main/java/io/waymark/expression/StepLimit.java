package io.waymark.expression;

/** Limits the work of evaluations, and names who is told when one fails. */
public sealed interface StepLimit permits Limits, Allowance {
  /** Returns how many steps the next evaluation may take. */
  int steps();

  FailureRecorder failures();

  /** Takes account of the steps that an evaluation took. */
  void spend(long steps);
}
