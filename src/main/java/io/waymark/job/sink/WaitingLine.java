package io.waymark.job.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A document that waits for its turn. The document is not copied.
 *
 * @param timeMillis the event time
 * @param key decides at equal times
 * @param number decides at equal times and keys; the order of arrival
 */
record WaitingLine(long timeMillis, String key, long number, byte[] document)
    implements Comparable<WaitingLine> {
  /** The bytes on heap beside the document and the characters of the key. */
  private static final int BYTES_BESIDE = 120;

  @Override
  public int compareTo(WaitingLine other) {
    int byTime = Long.compare(timeMillis, other.timeMillis);
    int byKey = byTime == 0 ? key.compareTo(other.key) : byTime;
    return byKey == 0 ? Long.compare(number, other.number) : byKey;
  }

  /** Returns about how many bytes it takes on heap. */
  int heapBytes() {
    return BYTES_BESIDE + 2 * key.length() + document.length;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(timeMillis);
    out.writeLong(number);
    writeBytes(out, key.getBytes(StandardCharsets.UTF_8));
    writeBytes(out, document);
  }

  static WaitingLine read(DataInputStream in) throws IOException {
    long timeMillis = in.readLong();
    long number = in.readLong();
    String key = new String(readBytes(in), StandardCharsets.UTF_8);
    return new WaitingLine(timeMillis, key, number, readBytes(in));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
