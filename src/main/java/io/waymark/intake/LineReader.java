package io.waymark.intake;

import io.waymark.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file, gzipped or not, into lines. Of a line that is too long it keeps as much as a dead
 * letter holds and counts the rest. A file that breaks off gives its whole lines first.
 */
final class LineReader implements Closeable {
  /** The characters that end a line. */
  enum Ends {
    /**
     * Line feeds, with a carriage return before them or not, as in JSON: there a return alone is a
     * blank, and a byte order mark before the first line is passed over.
     */
    LINE_FEED,
    /** Line feeds, carriage returns and both together. */
    ANY
  }

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final Ends ends;
  private final byte[] block = new byte[1 << 16];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private @Nullable IOException failure;
  private int at;
  private int end;
  private long size;
  private long number = 1;

  /**
   * @param charset that the mapping names; null for none
   */
  LineReader(InputStream raw, Ends ends, @Nullable Charset charset) throws IOException {
    this.in = WideText.asUtf8(unzipped(raw), charset);
    this.ends = ends;
    if (ends == Ends.LINE_FEED) {
      skipMark();
    }
  }

  /**
   * Returns the next line, be it blank; null at the end.
   *
   * @throws IOException when the file breaks off; {@link #rest} then is what came of the line
   */
  @Nullable PhysicalLine next() throws IOException {
    kept.reset();
    size = 0;
    String lineEnd = readLine();
    if (failure != null && lineEnd.isEmpty()) {
      throw failure;
    }
    if (lineEnd.isEmpty() && size == 0) {
      return null;
    }
    return new PhysicalLine(withoutReturn(), size, number++, lineEnd);
  }

  /** Returns the start of the line at which the file broke off. */
  RawRecord rest() {
    return new RawRecord(kept.toByteArray(), size, number);
  }

  /** Returns whether the file is in UTF-16, the lines of which are handed out in UTF-8. */
  boolean isWide() {
    return in instanceof WideText;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads to the end of the line and returns it; empty at the end of the file. */
  private String readLine() {
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && !isEnd(block[stop])) {
        stop++;
      }
      keep(at, stop);
      at = stop;
      if (stop < end) {
        return readEnd();
      }
    }
    return "";
  }

  private boolean isEnd(byte each) {
    return each == '\n' || (each == '\r' && ends == Ends.ANY);
  }

  private String readEnd() {
    if (block[at++] == '\n') {
      return "\n";
    }
    if ((at < end || fill()) && block[at] == '\n') {
      at++;
      return "\r\n";
    }
    return "\r";
  }

  /** Reads the next block; returns false at the end and where the file breaks off. */
  private boolean fill() {
    at = 0;
    end = 0;
    try {
      end = failure == null ? Math.max(0, in.read(block)) : 0;
    } catch (IOException e) {
      failure = e;
    }
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
      return Arrays.copyOf(bytes, bytes.length - 1);
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

  private void skipMark() {
    boolean isMark =
        fill() && end >= MARK.length && Arrays.equals(block, 0, MARK.length, MARK, 0, MARK.length);
    at = isMark ? MARK.length : 0;
  }
}
