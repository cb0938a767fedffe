package io.waymark.journey;

import io.waymark.binary.Binary;
import io.waymark.journey.estimate.Landmarks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a customer in a stage. It holds all that the map counts of it, so that it can be
 * taken back even when the lifecycle has changed since.
 *
 * @param horizonMillis the horizon of the stage when the visit began
 * @param enteredMillis when it began
 * @param end how it ended; null where it has not
 * @param endedMillis when it ended; 0 where it has not
 * @param progress how it compares with the {@link PlannedPath}
 */
record Visit(
    String stage,
    long horizonMillis,
    long enteredMillis,
    @Nullable VisitEnd end,
    long endedMillis,
    int progress) {
  private static final int NOT_ENDED = -1;

  static Visit begun(String stage, long horizonMillis, long millis) {
    return new Visit(stage, horizonMillis, millis, null, 0, 0);
  }

  boolean isOpen() {
    return end == null;
  }

  Visit ended(VisitEnd by, long millis, int finalProgress) {
    return new Visit(stage, horizonMillis, enteredMillis, by, millis, finalProgress);
  }

  /**
   * Returns the visit as if it had not ended.
   *
   * @param openProgress without what is known only of an ended one
   */
  Visit resumed(int openProgress) {
    return new Visit(stage, horizonMillis, enteredMillis, null, 0, openProgress);
  }

  Visit with(int otherProgress) {
    return otherProgress == progress
        ? this
        : new Visit(stage, horizonMillis, enteredMillis, end, endedMillis, otherProgress);
  }

  /** Returns its course, as {@link Landmarks} tells it; that of an open one if it stays open. */
  int course() {
    return end == null
        ? Landmarks.course(horizonMillis, 2 * horizonMillis, false)
        : Landmarks.course(horizonMillis, dwellMillis(), end.isProgress());
  }

  /** Returns the time at which the course is known, whatever becomes of it. */
  long courseKnownMillis() {
    return enteredMillis + 2 * horizonMillis;
  }

  /** Returns its length; only for one that has ended. */
  long dwellMillis() {
    return endedMillis - enteredMillis;
  }

  /** Writes all but the stage. */
  void write(DataOutput out) throws IOException {
    out.writeByte(end == null ? NOT_ENDED : end.code());
    Binary.writeInteger(out, horizonMillis);
    Binary.writeInteger(out, enteredMillis);
    Binary.writeInteger(out, progress);
    if (end != null) {
      Binary.writeInteger(out, dwellMillis());
    }
  }

  static Visit read(DataInput in, String stage) throws IOException {
    int end = in.readByte();
    long horizon = Binary.readInteger(in);
    long entered = Binary.readInteger(in);
    int progress = (int) Binary.readInteger(in);
    return end == NOT_ENDED
        ? new Visit(stage, horizon, entered, null, 0, progress)
        : new Visit(
            stage, horizon, entered, VisitEnd.of(end), entered + Binary.readInteger(in), progress);
  }
}
