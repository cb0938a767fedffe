package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the inputs of a file in their order. A file that breaks off, such as a truncated gzip,
 * gives everything before the break and one dead letter for its place.
 */
public final class InputFile implements Closeable {
  private final String name;
  private final RecordReader records;
  private final Deque<IntakeResult> ahead = new ArrayDeque<>();
  private final LocalTimes.Order order = new LocalTimes.Order();
  private Intake intake;
  private boolean started;
  private Optional<String> refusal = Optional.empty();
  private boolean broken;

  private InputFile(String name, RecordReader records, Intake intake) {
    this.name = name;
    this.records = records;
    this.intake = intake;
  }

  /**
   * Opens a file: JSON lines or CSV as the mapping says, gzipped or not.
   *
   * @throws IOException when it cannot be read at all
   */
  public static InputFile open(Path file, Intake intake) throws IOException {
    return open(file.toString(), Files.newInputStream(file), intake);
  }

  static InputFile open(String name, InputStream in, Intake intake) throws IOException {
    RecordReader records = new RecordReader(in, intake.format());
    return new InputFile(name, records, records.isWide() ? intake.inUtf8() : intake);
  }

  /**
   * Returns the result of the next input, or one of its results where a record becomes several
   * touchpoints; null at the end.
   *
   * @param nowMillis the wall clock
   */
  public @Nullable IntakeResult next(long nowMillis) {
    if (!ahead.isEmpty()) {
      return ahead.poll();
    }
    if (broken) {
      return null;
    }
    try {
      IntakeResult header = started ? null : readHeader(nowMillis);
      if (header != null) {
        return header;
      }
      RawRecord raw = records.next(intake.format());
      if (raw == null) {
        return null;
      }
      List<IntakeResult> results =
          intake.take(raw, Position.line(name, raw.line()), nowMillis, order);
      for (int i = 1; i < results.size(); i++) {
        ahead.add(results.get(i));
      }
      return results.get(0);
    } catch (IOException e) {
      broken = true;
      RefusedException why =
          new RefusedException(
              Reason.TRUNCATED_FILE,
              "the file breaks off here ("
                  + e.getMessage()
                  + "); everything before was taken, fetch the file again for the rest");
      return refused(records.rest(), nowMillis, why);
    }
  }

  /** Returns why the header cannot be read, after the first result; empty where it can. */
  Optional<String> refusal() {
    return refusal;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /**
   * Reads the header of a file that has one. A header that cannot be read is refused, and so is
   * every record behind it, so that none is lost uncounted.
   */
  private @Nullable IntakeResult readHeader(long nowMillis) throws IOException {
    started = true;
    PhysicalLine first = intake.isCsv() ? records.peek() : null;
    if (first == null) {
      return null;
    }
    RawRecord header = first.record();
    try {
      if (CsvFormat.namesSeparator(first.bytes())) {
        records.skipLine();
        intake = intake.withSeparator(first.bytes());
      }
      RawRecord columns = intake.needsHeader() ? records.next(intake.format()) : null;
      if (columns != null) {
        header = columns;
        intake = intake.withHeader(columns);
      }
      return null;
    } catch (RefusedException e) {
      intake = intake.withUnreadableHeader(e);
      refusal = Optional.of("line " + header.line() + ": " + e.getMessage());
      return refused(header, nowMillis, e);
    }
  }

  private IntakeResult refused(RawRecord raw, long nowMillis, RefusedException why) {
    return Intake.refused(raw, Position.line(name, raw.line()), nowMillis, why);
  }
}
