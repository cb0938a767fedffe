package io.waymark.intake;

import io.waymark.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file, gzipped or not, into lines and skips empty ones. Of a line that is too long it
 * keeps as much as a dead letter holds and counts the rest.
 */
final class LineReader implements Closeable {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long size;
  private long line = 1;

  LineReader(InputStream raw) throws IOException {
    this.in = unzipped(raw);
    skipBom();
  }

  /**
   * Returns the next line; null at the end.
   *
   * @throws IOException when the file breaks off; {@link #rest} then is what came of the line
   */
  @Nullable RawRecord next() throws IOException {
    while (true) {
      kept.reset();
      size = 0;
      int last = readLine();
      if (last < 0 && size == 0) {
        return null;
      }
      RawRecord record = new RawRecord(withoutReturn(), size, line);
      line++;
      if (record.size() > 0 && !(record.size() == 1 && record.bytes().length == 0)) {
        return record;
      }
    }
  }

  /** Returns the start of the line at which the file broke off. */
  RawRecord rest() {
    return new RawRecord(kept.toByteArray(), size, line);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads to the line's end; returns -1 at the end of the file. */
  private int readLine() throws IOException {
    while (true) {
      if (at == end && !fill()) {
        return -1;
      }
      int stop = at;
      while (stop < end && block[stop] != '\n') {
        stop++;
      }
      keep(at, stop);
      boolean found = stop < end;
      at = found ? stop + 1 : stop;
      if (found) {
        return '\n';
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(block));
    return end > 0;
  }

  private void keep(int from, int to) {
    int room = Math.max(0, DeadLetter.MOST_BYTES - kept.size());
    kept.write(block, from, Math.min(room, to - from));
    size += to - from;
  }

  private byte[] withoutReturn() {
    byte[] bytes = kept.toByteArray();
    if (bytes.length > 0 && bytes.length == size && bytes[bytes.length - 1] == '\r') {
      size--;
      return java.util.Arrays.copyOf(bytes, bytes.length - 1);
    }
    return bytes;
  }

  /** Unzips the stream if it begins with the bytes of gzip; the name of a file is no proof. */
  private static InputStream unzipped(InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean gzip =
        magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void skipBom() throws IOException {
    if (!fill()) {
      return;
    }
    boolean bom =
        end >= BOM.length && block[0] == BOM[0] && block[1] == BOM[1] && block[2] == BOM[2];
    at = bom ? BOM.length : 0;
  }
}
