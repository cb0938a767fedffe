package io.waymark.intake;

import io.waymark.intake.LocalTimes.Order;
import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the inputs of one source. Every input becomes one {@link IntakeResult}, or several where
 * the mapping makes several touchpoints of it; no input makes it throw.
 */
public final class Intake {
  private final RecordFormat format;
  private final CompiledMapping mapping;
  private final long futureMillis;
  private final FieldWatch watch;

  /**
   * Takes inputs of a mapping that {@link MappingSource#compile} made.
   *
   * @param futureMillis how far ahead of the wall clock a touchpoint may be
   */
  public Intake(CompiledMapping mapping, long futureMillis) {
    this(mapping.format(), mapping, futureMillis, new FieldWatch(mapping.fields().named()));
  }

  private Intake(
      RecordFormat format, CompiledMapping mapping, long futureMillis, FieldWatch watch) {
    this.format = format;
    this.mapping = mapping;
    this.futureMillis = futureMillis;
    this.watch = watch;
  }

  boolean isCsv() {
    return format instanceof CsvFormat;
  }

  /** Returns whether the first line of a file names the columns of the others. */
  boolean needsHeader() {
    return format instanceof CsvFormat csv && csv.columns().isEmpty();
  }

  RecordFormat format() {
    return format;
  }

  /** Returns the fields that the mapping names, as far as the inputs up to now have them. */
  public FieldWatch watch() {
    return watch;
  }

  Intake inUtf8() {
    return format instanceof CsvFormat csv ? with(csv.in(CsvCharset.UTF_8)) : this;
  }

  Intake withSeparator(byte[] line) throws RefusedException {
    return with(((CsvFormat) format).withSeparator(line));
  }

  Intake withHeader(RawRecord header) throws RefusedException {
    checkSize(header);
    CsvFormat named = ((CsvFormat) format).withHeader(header.bytes());
    mapping.fields().checkHeader(named.columns(), named.separator());
    return with(named);
  }

  Intake withUnreadableHeader(RefusedException why) {
    return with(new UnreadableHeader(why));
  }

  private Intake with(RecordFormat other) {
    return new Intake(other, mapping, futureMillis, watch);
  }

  /**
   * Takes one input.
   *
   * @param nowMillis the wall clock
   * @return at least one result
   */
  public List<IntakeResult> take(byte[] bytes, Position position, long nowMillis) {
    return take(new RawRecord(bytes, bytes.length, position.offset()), position, nowMillis, null);
  }

  /**
   * Takes one input of a source whose order is known.
   *
   * @param order the times of the source so far; null where they are not known
   */
  List<IntakeResult> take(RawRecord raw, Position position, long nowMillis, @Nullable Order order) {
    try {
      checkSize(raw);
      Map<String, Object> record = format.read(raw.bytes());
      watch.see(record);
      List<Touchpoint> touchpoints = mapping.shaper().shape(record, order);
      if (touchpoints.isEmpty()) {
        return List.of(new IntakeResult.Skipped(position));
      }
      if (touchpoints.size() == 1) {
        return List.of(accepted(touchpoints.get(0), position, nowMillis));
      }
      List<IntakeResult> results = new ArrayList<>(touchpoints.size());
      for (Touchpoint touchpoint : touchpoints) {
        results.add(accepted(touchpoint, position, nowMillis));
      }
      return results;
    } catch (RefusedException e) {
      return List.of(refused(raw, position, nowMillis, e));
    }
  }

  private IntakeResult accepted(Touchpoint touchpoint, Position position, long nowMillis)
      throws RefusedException {
    checkFuture(touchpoint, nowMillis);
    return new IntakeResult.Accepted(new Arrival(touchpoint, position, nowMillis));
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
