package io.waymark.binary;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads bytes in memory, as {@link ByteOutput} writes them: without the locks of the JDK's streams.
 * Not thread-safe.
 */
public final class ByteInput implements DataInput {
  private final byte[] bytes;
  private int next;

  public ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes are not read yet. */
  public int left() {
    return bytes.length - next;
  }

  public boolean isAtEnd() {
    return next == bytes.length;
  }

  @Override
  public void readFully(byte[] into) throws IOException {
    readFully(into, 0, into.length);
  }

  @Override
  public void readFully(byte[] into, int offset, int length) throws IOException {
    require(length);
    System.arraycopy(bytes, next, into, offset, length);
    next += length;
  }

  @Override
  public int skipBytes(int count) {
    int skipped = Math.max(0, Math.min(count, bytes.length - next));
    next += skipped;
    return skipped;
  }

  @Override
  public boolean readBoolean() throws IOException {
    return readByte() != 0;
  }

  @Override
  public byte readByte() throws IOException {
    require(1);
    return bytes[next++];
  }

  @Override
  public int readUnsignedByte() throws IOException {
    return readByte() & 0xFF;
  }

  @Override
  public short readShort() throws IOException {
    return (short) readUnsignedShort();
  }

  @Override
  public int readUnsignedShort() throws IOException {
    require(Short.BYTES);
    next += Short.BYTES;
    return (short) ByteOutput.SHORT.get(bytes, next - Short.BYTES) & 0xFFFF;
  }

  @Override
  public char readChar() throws IOException {
    return (char) readUnsignedShort();
  }

  @Override
  public int readInt() throws IOException {
    require(Integer.BYTES);
    next += Integer.BYTES;
    return (int) ByteOutput.INT.get(bytes, next - Integer.BYTES);
  }

  @Override
  public long readLong() throws IOException {
    require(Long.BYTES);
    next += Long.BYTES;
    return (long) ByteOutput.LONG.get(bytes, next - Long.BYTES);
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(readLong());
  }

  @Override
  public String readLine() {
    throw new UnsupportedOperationException("nothing is written as lines");
  }

  @Override
  public String readUTF() throws IOException {
    return DataInputStream.readUTF(this);
  }

  /** Decodes the next bytes as UTF-8, without copying them first. */
  String readText(int length) throws IOException {
    require(length);
    String text = new String(bytes, next, length, StandardCharsets.UTF_8);
    next += length;
    return text;
  }

  /** Decodes the next bytes as UTF-8 through an interner. */
  String readInterned(int length, TextInterner interner) throws IOException {
    require(length);
    String text = interner.intern(bytes, next, length);
    next += length;
    return text;
  }

  private void require(int length) throws IOException {
    if (length > bytes.length - next) {
      throw new EOFException(
          "asked for " + length + " bytes where " + (bytes.length - next) + " are left");
    }
  }
}
