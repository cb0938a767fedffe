package io.waymark.model;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in memory that grow as they are written. The JDK's own streams lock for each byte, which
 * costs more than all else where a value is a hundred bytes and there are a hundred thousand a
 * second. Of one thread.
 */
public final class ByteOutput extends OutputStream implements DataOutput {
  private byte[] bytes;
  private int size;

  public ByteOutput(int expected) {
    bytes = new byte[expected];
  }

  /** What was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
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
    write(value >>> 8);
    write(value);
  }

  @Override
  public void writeChar(int value) {
    writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    writeShort(value >>> 16);
    writeShort(value);
  }

  @Override
  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
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

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
