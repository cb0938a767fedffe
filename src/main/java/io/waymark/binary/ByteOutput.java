package io.waymark.binary;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Collects bytes in an array that grows. The JDK's streams take a lock for each byte, which would
 * dominate the cost of values of a hundred bytes, a hundred thousand times a second. Not
 * thread-safe.
 */
public final class ByteOutput extends OutputStream implements DataOutput {
  static final VarHandle SHORT = bigEndian(short[].class);
  static final VarHandle INT = bigEndian(int[].class);
  static final VarHandle LONG = bigEndian(long[].class);

  private byte[] bytes;
  private int size;

  /**
   * Creates an empty output.
   *
   * @param capacity how many bytes fit before the array grows
   */
  public ByteOutput(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns a copy of the bytes written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the bytes so far behind their length, as {@link Binary#readBytes} reads them. */
  public void writeTo(DataOutput to) throws IOException {
    Binary.writeInteger(to, size);
    to.write(bytes, 0, size);
  }

  /** Empties the output and keeps its array. */
  public void reset() {
    size = 0;
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Returns how many bytes are written. */
  int size() {
    return size;
  }

  /** Takes back the bytes that were written since the size was {@code earlierSize}. */
  void truncate(int earlierSize) {
    size = earlierSize;
  }

  /**
   * Writes each character of a text as one byte, or nothing if one of them is not ASCII.
   *
   * @return whether the text is ASCII, and so written
   */
  boolean writeAscii(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next >= 0x80) {
        return false;
      }
      bytes[size + i] = (byte) next;
    }
    size += length;
    return true;
  }

  @Override
  public void writeBoolean(boolean value) {
    write(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    write(value);
  }

  @Override
  public void writeShort(int value) {
    reserve(Short.BYTES);
    SHORT.set(bytes, size, (short) value);
    size += Short.BYTES;
  }

  @Override
  public void writeChar(int value) {
    writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  @Override
  public void writeLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) throws IOException {
    new DataOutputStream(this).writeBytes(text);
  }

  @Override
  public void writeChars(String text) throws IOException {
    new DataOutputStream(this).writeChars(text);
  }

  @Override
  public void writeUTF(String text) throws IOException {
    new DataOutputStream(this).writeUTF(text);
  }

  /** Returns the access to numbers in the byte order that {@link DataOutput} prescribes. */
  private static VarHandle bigEndian(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.BIG_ENDIAN);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
