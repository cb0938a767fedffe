package io.waymark.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the primitives of our binary forms. Integers are variable-length (LEB128 with
 * zigzag, as in Protocol Buffers): a byte holds seven bits, and small integers of either sign are
 * short. Texts are UTF-8 behind their length in bytes.
 */
public final class Binary {
  /** Stands where a text has its length. */
  private static final long UUID_FOLLOWS = -1;

  /**
   * The length up to which texts are scanned for ASCII; longer ones are rare, and the scan is
   * wasted if they are not.
   */
  private static final int LONGEST_COPY_FREE = 63;

  private static final TextInterner INTERNER = new TextInterner(4_096);

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
    throw new IOException("an integer of more than ten bytes");
  }

  /** Reads an integer that counts something: bytes or items. */
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
    if (!(out instanceof ByteOutput memory && isWrittenAsAscii(memory, text))) {
      writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Saves a copy of the text: most are short, and ASCII, whose length in bytes is known before. */
  private static boolean isWrittenAsAscii(ByteOutput out, String text) throws IOException {
    int length = text.length();
    if (length > LONGEST_COPY_FREE) {
      return false;
    }
    int start = out.size();
    writeInteger(out, length);
    if (out.writeAscii(text)) {
      return true;
    }
    out.truncate(start);
    return false;
  }

  public static String readText(DataInput in) throws IOException {
    return readText(in, readInteger(in));
  }

  private static String readText(DataInput in, long length) throws IOException {
    return in instanceof ByteInput memory
        ? memory.readText(count(length))
        : new String(readBytes(in, length), StandardCharsets.UTF_8);
  }

  /** Reads a text that is one of few, such as a type; equal ones are mostly the same object. */
  public static String readInterned(DataInput in) throws IOException {
    if (in instanceof ByteInput memory) {
      return memory.readInterned(readCount(in), INTERNER);
    }
    byte[] utf8 = readBytes(in);
    return INTERNER.intern(utf8, 0, utf8.length);
  }

  /**
   * Writes an id, in 17 bytes if it is a UUID in canonical form, otherwise as a text. Both begin
   * with an integer: {@link #UUID_FOLLOWS} or the length.
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

  /** Skips a byte array or a text. */
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
