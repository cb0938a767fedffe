package io.waymark.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The compact binary forms that state and network records are made of. Whole numbers take 7 bits a
 * byte, small ones of either sign first (LEB128 with zigzag, as in Protocol Buffers); texts are
 * UTF-8 behind their length.
 */
public final class Binary {
  /** In place of a length. */
  private static final long UUID_FOLLOWS = -1;

  private static final TextInterner WORDS = new TextInterner(4_096);

  private Binary() {}

  public static void writeInteger(DataOutput out, long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long readInteger(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a whole number of more than ten bytes");
  }

  public static int readCount(DataInput in) throws IOException {
    return count(readInteger(in));
  }

  private static int count(long count) throws IOException {
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("not a count: " + count);
    }
    return (int) count;
  }

  public static void writeText(DataOutput out, String text) throws IOException {
    if (!(out instanceof ByteOutput memory && memory.writeIfAscii(text))) {
      writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  public static String readText(DataInput in) throws IOException {
    return readText(in, readInteger(in));
  }

  private static String readText(DataInput in, long length) throws IOException {
    return in instanceof ByteInput memory
        ? memory.readText(count(length))
        : new String(readBytes(in, length), StandardCharsets.UTF_8);
  }

  /** As {@link #readText}, for a text that comes again and again. */
  public static String readInterned(DataInput in) throws IOException {
    if (in instanceof ByteInput memory) {
      return memory.readInterned(readCount(in), WORDS);
    }
    byte[] utf8 = readBytes(in);
    return WORDS.of(utf8, 0, utf8.length);
  }

  /**
   * Writes an id: as 17 bytes where it is a UUID in its usual form, else as a text; either way the
   * first byte says how long it is.
   */
  public static void writeId(DataOutput out, String id) throws IOException {
    UUID uuid = uuid(id);
    if (uuid == null) {
      writeText(out, id);
    } else {
      writeInteger(out, UUID_FOLLOWS);
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    }
  }

  public static String readId(DataInput in) throws IOException {
    long length = readInteger(in);
    return length == UUID_FOLLOWS
        ? new UUID(in.readLong(), in.readLong()).toString()
        : readText(in, length);
  }

  private static @Nullable UUID uuid(String id) {
    if (id.length() != 36 || id.charAt(8) != '-' || id.charAt(23) != '-') {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    writeInteger(out, bytes.length);
    out.write(bytes);
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    return readBytes(in, readInteger(in));
  }

  private static byte[] readBytes(DataInput in, long length) throws IOException {
    byte[] bytes = new byte[count(length)];
    in.readFully(bytes);
    return bytes;
  }

  /** Passes over what {@link #writeBytes} or {@link #writeText} wrote. */
  public static void skipBytes(DataInput in) throws IOException {
    int length = readCount(in);
    if (in.skipBytes(length) < length) {
      throw new EOFException("bytes break off");
    }
  }

  public static void writeOptionalText(DataOutput out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(out, text);
    }
  }

  public static @Nullable String readOptionalText(DataInput in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }
}
