package io.waymark.journey;

/** The moves by which a visit ends. */
public enum VisitEnd {
  /** A move to the next stage. */
  FORWARD(0),
  /** A move forward that skips one or more stages. */
  SKIP(1),
  /** A move to an earlier stage. */
  BACK(2),
  /** The end of a visit by silence, or by a touchpoint with which the customer leaves. */
  LOST(3);

  private static final VisitEnd[] ALL = values();

  private final int code;

  VisitEnd(int code) {
    this.code = code;
  }

  /** Returns the number by which it stands in state. */
  int code() {
    return code;
  }

  static VisitEnd of(int code) {
    return ALL[code];
  }

  /** Returns whether the customer comes closer to the goal. */
  boolean isProgress() {
    return this == FORWARD || this == SKIP;
  }

  /** Returns the kind of a move between two stages, which differ, by their places in the order. */
  static VisitEnd between(int from, int to) {
    return to < from ? BACK : to == from + 1 ? FORWARD : SKIP;
  }
}
