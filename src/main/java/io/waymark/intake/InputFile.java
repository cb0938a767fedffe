package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes the inputs of a file in their order. A file that breaks off, such as a truncated gzip,
 * gives everything before the break and one dead letter for its place.
 */
public final class InputFile implements Closeable {
  private final String name;
  private final LineReader lines;
  private final Deque<RawRecord> putBack = new ArrayDeque<>();
  private Intake intake;
  private boolean started;
  private boolean broken;

  private InputFile(String name, LineReader lines, Intake intake) {
    this.name = name;
    this.lines = lines;
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
    return new InputFile(name, new LineReader(in), intake);
  }

  /**
   * Returns the result of the next input; null at the end.
   *
   * @param nowMillis the wall clock
   */
  public @Nullable IntakeResult next(long nowMillis) {
    if (broken) {
      return null;
    }
    RawRecord raw = null;
    try {
      if (!started) {
        started = true;
        readHeader();
      }
      raw = nextRecord();
    } catch (RefusedException e) {
      broken = true;
      return Intake.refused(lines.rest(), Position.line(name, 1), nowMillis, e);
    } catch (IOException e) {
      broken = true;
      RawRecord rest = lines.rest();
      RefusedException why =
          new RefusedException(
              Reason.TRUNCATED_FILE,
              "the file breaks off here ("
                  + e.getMessage()
                  + "); everything before was taken, fetch the file again for the rest");
      return Intake.refused(rest, Position.line(name, rest.line()), nowMillis, why);
    }
    return raw == null ? null : intake.take(raw, Position.line(name, raw.line()), nowMillis);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void readHeader() throws IOException, RefusedException {
    if (intake.needsHeader()) {
      RawRecord header = nextRecord();
      if (header != null) {
        intake = intake.withHeader(header.bytes());
      }
    }
  }

  private @Nullable RawRecord nextRecord() throws IOException {
    RawRecord first = nextLine();
    return first == null || !intake.hasQuotes() || areBalanced(first.bytes())
        ? first
        : joined(first);
  }

  private @Nullable RawRecord nextLine() throws IOException {
    return putBack.isEmpty() ? lines.next() : putBack.poll();
  }

  /**
   * Joins lines until the quotes are balanced. Where they stay unbalanced within the size of an
   * event, the first line stands alone and is refused.
   */
  private RawRecord joined(RawRecord first) throws IOException {
    Deque<RawRecord> read = new ArrayDeque<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.bytes());
    while (bytes.size() <= InputLimits.MOST_BYTES) {
      RawRecord more = nextLine();
      if (more == null) {
        break;
      }
      read.add(more);
      bytes.write('\n');
      bytes.writeBytes(more.bytes());
      if (!areBalanced(more.bytes())) {
        return new RawRecord(bytes.toByteArray(), bytes.size(), first.line());
      }
    }
    while (!read.isEmpty()) {
      putBack.addFirst(read.pollLast());
    }
    return first;
  }

  private static boolean areBalanced(byte[] bytes) {
    int quotes = 0;
    for (byte each : bytes) {
      quotes += each == '"' ? 1 : 0;
    }
    return quotes % 2 == 0;
  }
}
