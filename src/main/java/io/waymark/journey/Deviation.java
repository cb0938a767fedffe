package io.waymark.journey;

/**
 * The ways in which a visit can deviate from the plan of its stage, as the Customer Journey
 * Modelling Language names them.
 */
public enum Deviation {
  /** It took longer. */
  LATE(0),
  /** A planned touchpoint did not come. */
  MISSING(1),
  /** A touchpoint came that was not planned. */
  UNEXPECTED(2),
  /** Planned touchpoints came in another order. */
  OUT_OF_ORDER(3);

  private final int code;

  Deviation(int code) {
    this.code = code;
  }

  /** Returns the number by which it stands in state. */
  int code() {
    return code;
  }
}
