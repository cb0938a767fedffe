package io.waymark.cli;

import io.waymark.model.Applied;
import io.waymark.wire.Document;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import io.waymark.yaml.FileFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads applied touchpoints from a file of JSON lines, gzipped or not, as a playback writes it. */
final class AppliedFile implements Closeable {
  private static final int GZIP_FIRST = 0x1f;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  private long line;

  private AppliedFile(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static AppliedFile open(Path file) throws CommandException {
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
      raw.mark(1);
      boolean isGzip = raw.read() == GZIP_FIRST;
      raw.reset();
      return new AppliedFile(
          file,
          isGzip
              ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
              : raw);
    } catch (IOException e) {
      throw CommandException.refused(List.of(file + " cannot be read: " + FileFailure.reason(e)));
    }
  }

  /**
   * Returns the next touchpoint; null at the end.
   *
   * @throws CommandException for a line that is none
   */
  @Nullable Applied next() throws CommandException {
    try {
      byte[] json = nextLine();
      while (json != null && isBlank(json)) {
        json = nextLine();
      }
      return json == null ? null : Topics.APPLIED.document().read(json);
    } catch (MalformedDocumentException e) {
      throw refused(
          "this is no applied touchpoint: "
              + e.getMessage()
              + "; play other files first: waymark run --input FILE --set job.applied=true --out"
              + " found, and take found/applied.jsonl");
    } catch (IOException e) {
      throw refused("the file breaks off here: " + FileFailure.reason(e) + "; fetch it again");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte @Nullable [] nextLine() throws IOException, CommandException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    line++;
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (bytes.size() == Document.MOST_BYTES) {
        throw refused("a line has more than " + Document.MOST_BYTES + " bytes");
      }
      bytes.write(next);
      next = in.read();
    }
    return bytes.toByteArray();
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  private CommandException refused(String why) {
    return CommandException.refused(List.of(file + ":" + line + ": " + why));
  }
}
