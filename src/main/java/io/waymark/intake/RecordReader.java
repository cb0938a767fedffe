package io.waymark.intake;

import io.waymark.intake.LineReader.Ends;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a file. Blank lines between records are no records.
 *
 * <p>A record of JSON is a line. A record of CSV ends with its line unless a quoted value is open
 * there; then the lines are joined up to the one that closes it. Such a look ahead must not swallow
 * rows behind a quote that was never meant to open anything: where the joined lines are no record
 * with all columns, or are larger than an event may be, the first line stands alone, to be refused,
 * and each of the others is read again by itself. So every line ends up in exactly one record.
 */
final class RecordReader implements Closeable {
  private final LineReader lines;
  private final Deque<PhysicalLine> ahead = new ArrayDeque<>();
  private @Nullable IOException failure;

  RecordReader(InputStream in, RecordFormat format) throws IOException {
    this.lines =
        format instanceof CsvFormat csv
            ? new LineReader(in, Ends.ANY, csv.charset().charset())
            : new LineReader(in, Ends.LINE_FEED, null);
  }

  /** Returns whether the file is in UTF-16, the records of which are handed out in UTF-8. */
  boolean isWide() {
    return lines.isWide();
  }

  /** Returns the first line, which stays to be read; null for an empty file. */
  @Nullable PhysicalLine peek() throws IOException {
    PhysicalLine first = nextLine();
    if (first != null) {
      ahead.addFirst(first);
    }
    return first;
  }

  /** Passes over a line. */
  void skipLine() throws IOException {
    nextLine();
  }

  /**
   * Returns the next record; null at the end.
   *
   * @throws IOException when the file breaks off; {@link #rest} then is what came of the line
   */
  @Nullable RawRecord next(RecordFormat format) throws IOException {
    PhysicalLine first = nextLine();
    while (first != null && first.isBlank()) {
      first = nextLine();
    }
    if (first == null) {
      return null;
    }
    boolean mayBeOpen = format instanceof CsvFormat && first.size() <= InputLimits.MOST_BYTES;
    return mayBeOpen ? joined(first, (CsvFormat) format) : first.record();
  }

  /** Returns the start of the line at which the file broke off. */
  RawRecord rest() {
    return lines.rest();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private RawRecord joined(PhysicalLine first, CsvFormat format) {
    CsvQuotes quotes = format.quotes(first.bytes());
    if (!quotes.isOpen()) {
      return first.record();
    }
    List<PhysicalLine> read = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append(bytes, first);
    while (quotes.isOpen()) {
      PhysicalLine more = lookAhead();
      if (more == null) {
        break;
      }
      read.add(more);
      if (bytes.size() + more.size() > InputLimits.MOST_BYTES) {
        break;
      }
      quotes.pass(format.lenientText(more.bytes()));
      bytes.writeBytes(more.bytes());
      if (!quotes.isOpen() && !quotes.isBroken() && format.hasAllColumns(bytes.toByteArray())) {
        return new RawRecord(bytes.toByteArray(), bytes.size(), first.number());
      }
      bytes.writeBytes(more.end().getBytes(StandardCharsets.US_ASCII));
    }
    while (!read.isEmpty()) {
      ahead.addFirst(read.remove(read.size() - 1));
    }
    return first.record();
  }

  private static void append(ByteArrayOutputStream bytes, PhysicalLine line) {
    bytes.writeBytes(line.bytes());
    bytes.writeBytes(line.end().getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable PhysicalLine nextLine() throws IOException {
    PhysicalLine next = lookAhead();
    if (next == null && failure != null) {
      throw failure;
    }
    return next;
  }

  /** Returns the next line; null at the end and where the file breaks off. */
  private @Nullable PhysicalLine lookAhead() {
    if (!ahead.isEmpty()) {
      return ahead.poll();
    }
    try {
      return failure == null ? lines.next() : null;
    } catch (IOException e) {
      failure = e;
      return null;
    }
  }
}
