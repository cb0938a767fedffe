package io.waymark.intake;

import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;

/** The result of taking one input. */
public sealed interface IntakeResult {
  /** An input that became a touchpoint. */
  record Accepted(Arrival arrival) implements IntakeResult {}

  /** An input that cannot be used. */
  record Refused(DeadLetter letter) implements IntakeResult {}

  /** An input that the mapping skips. */
  record Skipped(@Override Position position) implements IntakeResult {}

  /** Returns the time of the touchpoint; {@code otherwise} where there is none. */
  default long timeMillis(long otherwise) {
    return this instanceof Accepted accepted
        ? accepted.arrival().touchpoint().timeMillis()
        : otherwise;
  }

  /** Returns the position at which the input was read. */
  default Position position() {
    if (this instanceof Accepted accepted) {
      return accepted.arrival().position();
    }
    return this instanceof Refused refused
        ? refused.letter().position()
        : ((Skipped) this).position();
  }
}
