package io.waymark.intake;

import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;

/** What became of one input. */
public sealed interface IntakeResult {
  /** A touchpoint. */
  record Accepted(Arrival arrival) implements IntakeResult {}

  /** An input that cannot be used. */
  record Refused(DeadLetter letter) implements IntakeResult {}

  /** An input that the mapping does not want. */
  record Skipped(@Override Position position) implements IntakeResult {}

  /** The touchpoint's time; {@code otherwise} where there is none. */
  default long timeMillis(long otherwise) {
    return this instanceof Accepted accepted
        ? accepted.arrival().touchpoint().timeMillis()
        : otherwise;
  }

  /** Where it was read. */
  default Position position() {
    if (this instanceof Accepted accepted) {
      return accepted.arrival().position();
    }
    return this instanceof Refused refused
        ? refused.letter().position()
        : ((Skipped) this).position();
  }
}
