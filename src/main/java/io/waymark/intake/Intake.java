package io.waymark.intake;

import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the inputs of one source. Every input becomes exactly one {@link IntakeResult}; no input
 * makes it throw.
 */
public final class Intake {
  private final RecordFormat format;
  private final Shaper shaper;
  private final long futureMillis;

  /**
   * Takes inputs of a mapping that {@link MappingSource#compile} made.
   *
   * @param futureMillis how far ahead of the wall clock a touchpoint may be
   */
  public Intake(CompiledMapping mapping, long futureMillis) {
    this(mapping.format(), mapping.shaper(), futureMillis);
  }

  private Intake(RecordFormat format, Shaper shaper, long futureMillis) {
    this.format = format;
    this.shaper = shaper;
    this.futureMillis = futureMillis;
  }

  /** Returns whether the first line of a file names the columns of the others. */
  boolean needsHeader() {
    return format instanceof CsvFormat csv && csv.columns().isEmpty();
  }

  RecordFormat format() {
    return format;
  }

  Intake withHeader(RawRecord header) throws RefusedException {
    checkSize(header);
    return new Intake(((CsvFormat) format).withHeader(header.bytes()), shaper, futureMillis);
  }

  Intake withUnreadableHeader(RefusedException why) {
    return new Intake(new UnreadableHeader(why), shaper, futureMillis);
  }

  /**
   * Takes one input.
   *
   * @param nowMillis the wall clock
   */
  public IntakeResult take(byte[] bytes, Position position, long nowMillis) {
    return take(new RawRecord(bytes, bytes.length, position.offset()), position, nowMillis);
  }

  IntakeResult take(RawRecord raw, Position position, long nowMillis) {
    try {
      checkSize(raw);
      Optional<Touchpoint> touchpoint = shaper.shape(format.read(raw.bytes()));
      if (touchpoint.isEmpty()) {
        return new IntakeResult.Skipped(position);
      }
      checkFuture(touchpoint.get(), nowMillis);
      return new IntakeResult.Accepted(new Arrival(touchpoint.get(), position, nowMillis));
    } catch (RefusedException e) {
      return refused(raw, position, nowMillis, e);
    }
  }

  static IntakeResult refused(
      RawRecord raw, Position position, long nowMillis, RefusedException why) {
    String message = position + ": " + why.getMessage();
    return new IntakeResult.Refused(
        new DeadLetter(position, why.reason(), message, raw.bytes(), raw.size(), nowMillis));
  }

  private static void checkSize(RawRecord raw) throws RefusedException {
    if (raw.size() > InputLimits.MOST_BYTES) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          raw.size() + " bytes; at most " + InputLimits.MOST_BYTES + " are taken");
    }
  }

  private void checkFuture(Touchpoint touchpoint, long nowMillis) throws RefusedException {
    if (touchpoint.timeMillis() > nowMillis + futureMillis) {
      throw new RefusedException(
          Reason.FUTURE,
          "the time lies ahead of the clock, which says "
              + Instant.ofEpochMilli(nowMillis)
              + "; check the device's or the source's");
    }
  }
}
