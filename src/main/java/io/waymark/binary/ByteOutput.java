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
 * Bytes in memory that grow as they are written. The JDK's own streams lock for each byte, which
 * costs more than all else where a value is a hundred bytes and there are a hundred thousand a
 * second. Of one thread.
 */
public final class ByteOutput extends OutputStream implements DataOutput {
  static final VarHandle SHORT = bigEndian(short[].class);
  static final VarHandle INT = bigEndian(int[].class);
  static final VarHandle LONG = bigEndian(long[].class);

  /** Of which the length takes a byte. */
  private static final int SHORT_TEXT = 63;

  private byte[] bytes;
  private int size;

  public ByteOutput(int expected) {
    bytes = new byte[expected];
  }

  /** What was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes what was written as {@link Binary#readBytes} reads it. */
  public void writeTo(DataOutput to) throws IOException {
    Binary.writeInteger(to, size);
    to.write(bytes, 0, size);
  }

  /** Begins anew. */
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

  /**
   * Writes a text as UTF-8 behind its length, where each of its characters is one byte: most are,
   * and then need no copy.
   *
   * @return whether it was written
   */
  boolean writeIfAscii(String text) {
    int length = text.length();
    if (length > SHORT_TEXT) {
      return false;
    }
    reserve(length + 1);
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next >= 0x80) {
        return false;
      }
      bytes[size + 1 + i] = (byte) next;
    }
    bytes[size] = (byte) (length << 1);
    size += length + 1;
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

  /** As {@link DataOutput} has it. */
  private static VarHandle bigEndian(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.BIG_ENDIAN);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
