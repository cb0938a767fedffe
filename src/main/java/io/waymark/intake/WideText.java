package io.waymark.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file in UTF-16, read as UTF-8, so that it can be split into lines as any other. Half a
 * character becomes three bytes that are no UTF-8, so that its record is refused.
 */
final class WideText extends InputStream {
  /** The charsets of two bytes a character. */
  static final Set<Charset> CHARSETS =
      Set.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  private final InputStream in;
  private final boolean lowFirst;
  private final byte[] block = new byte[1 << 16];
  private final byte[] out = new byte[3 * block.length];
  private int written;
  private int at;
  private int carried;
  private int high = -1;

  private WideText(InputStream in, boolean lowFirst) {
    this.in = in;
    this.lowFirst = lowFirst;
  }

  /** Returns whether bytes begin with the byte order mark of UTF-16. */
  static boolean hasMark(byte[] bytes) {
    return bytes.length > 1
        && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
            || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
  }

  /**
   * Returns a stream of UTF-8 if a file is in UTF-16, by its byte order mark or as the mapping
   * says; the stream itself otherwise.
   *
   * @param named the charset that the mapping names; null for none
   */
  static InputStream asUtf8(InputStream file, @Nullable Charset named) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, 2);
    byte[] first = in.readNBytes(2);
    in.unread(first);
    boolean mayBeMarked =
        named == null || named.equals(StandardCharsets.UTF_8) || CHARSETS.contains(named);
    if (mayBeMarked && hasMark(first)) {
      return new WideText(in, first[0] == (byte) 0xFF);
    }
    return named == null || !CHARSETS.contains(named) || named.equals(StandardCharsets.UTF_16)
        ? in
        : new WideText(in, named.equals(StandardCharsets.UTF_16LE));
  }

  @Override
  public int read() throws IOException {
    return at < written || fill() ? out[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == written && !fill()) {
      return -1;
    }
    int count = Math.min(length, written - at);
    System.arraycopy(out, at, to, from, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Encodes the next block; returns false at the end. */
  private boolean fill() throws IOException {
    at = 0;
    written = 0;
    while (written == 0) {
      int read = in.read(block, carried, block.length - carried);
      if (read < 0) {
        return fillLast();
      }
      int length = carried + read;
      for (int i = 0; i + 1 < length; i += 2) {
        int one = block[i] & 0xff;
        int other = block[i + 1] & 0xff;
        encode(lowFirst ? (other << 8) | one : (one << 8) | other);
      }
      carried = length % 2;
      block[0] = carried == 0 ? 0 : block[length - 1];
    }
    return true;
  }

  /** Encodes what is left at the end: half a character, or a single byte, which is no more. */
  private boolean fillLast() {
    flush();
    if (carried > 0) {
      put(Character.MIN_HIGH_SURROGATE);
      carried = 0;
    }
    return written > 0;
  }

  private void encode(int unit) {
    if (high >= 0 && Character.isLowSurrogate((char) unit)) {
      put(Character.toCodePoint((char) high, (char) unit));
      high = -1;
      return;
    }
    flush();
    if (Character.isHighSurrogate((char) unit)) {
      high = unit;
    } else {
      put(unit);
    }
  }

  /** Writes half a character that has found no other half. */
  private void flush() {
    if (high >= 0) {
      put(high);
      high = -1;
    }
  }

  private void put(int point) {
    if (point < 0x80) {
      out[written++] = (byte) point;
    } else if (point < 0x800) {
      out[written++] = (byte) (0xC0 | (point >> 6));
      out[written++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      out[written++] = (byte) (0xE0 | (point >> 12));
      out[written++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[written++] = (byte) (0x80 | (point & 0x3F));
    } else {
      out[written++] = (byte) (0xF0 | (point >> 18));
      out[written++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      out[written++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[written++] = (byte) (0x80 | (point & 0x3F));
    }
  }
}
