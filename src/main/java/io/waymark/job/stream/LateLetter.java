package io.waymark.job.stream;

import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.wire.TouchpointDocument;
import java.time.Instant;

/** Makes the dead letter of a touchpoint that comes after its time has been applied. */
public final class LateLetter {
  private LateLetter() {}

  /**
   * Returns the letter.
   *
   * @param clockMillis the event time before which all has been applied
   */
  public static DeadLetter of(Arrival arrival, long clockMillis) {
    String message =
        "late: the touchpoint's time is "
            + Instant.ofEpochMilli(arrival.touchpoint().timeMillis())
            + ", but all before "
            + Instant.ofEpochMilli(clockMillis)
            + " has been applied; job.disorder says how long stragglers are waited for";
    byte[] json = TouchpointDocument.INSTANCE.write(arrival.touchpoint());
    return new DeadLetter(
        arrival.position(),
        DeadLetter.Reason.LATE,
        message,
        json,
        json.length,
        arrival.receivedMillis());
  }
}
