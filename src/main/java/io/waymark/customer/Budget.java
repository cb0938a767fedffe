package io.waymark.customer;

/**
 * The limits on what is kept of one customer, whatever the rules and the inputs. Ordinary customers
 * have a few hundred bytes; one with more than this is a robot, or many people under one id. The
 * limits keep such a customer's value small enough to be read and written in a millisecond, and to
 * be held on heap beside others.
 *
 * <p>What counts is the binary form in which state keeps it, so that nothing depends on what is on
 * heap, on checkpoints or on restores.
 */
final class Budget {
  /** The most pairs of rule and correlation value with open runs. */
  static final int MOST_RUNS = 2_000;

  /** The number that is left of more than {@link #MOST_RUNS}: not one is sorted out at a time. */
  static final int KEPT_RUNS = 1_500;

  /** The most bytes of all open runs. */
  static final int MOST_RUN_BYTES = 256 << 10;

  /** The bytes that are left of more than {@link #MOST_RUN_BYTES}. */
  static final int KEPT_RUN_BYTES = 192 << 10;

  /** The most bytes of the open runs of one rule and correlation value. */
  static final int MOST_BYTES_OF_A_RULE = 128 << 10;

  /** More traits than any company keeps of a customer. */
  static final int MOST_TRAITS = 200;

  /** The most bytes of all traits with their names; one input has 32 KiB at most. */
  static final int MOST_TRAIT_BYTES = 64 << 10;

  private Budget() {}
}
