package io.waymark.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of sorted records. */
final class SortedFile implements Sorted {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;

  private SortedFile(DataInputStream in) {
    this.in = in;
  }

  static SortedFile open(Path file) throws IOException {
    return new SortedFile(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)));
  }

  /** Writes records to a new file. */
  static void write(Path file, Sorted records) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
      for (Entry entry = records.next(); entry != null; entry = records.next()) {
        out.writeBoolean(true);
        writeBytes(out, entry.key().name().getBytes(StandardCharsets.UTF_8));
        out.writeLong(entry.key().timeMillis());
        out.writeLong(entry.key().number());
        writeBytes(out, entry.bytes());
      }
      out.writeBoolean(false);
    }
  }

  /**
   * Returns the next record; null at the end.
   *
   * @throws java.io.EOFException when the file was cut
   */
  @Override
  public @Nullable Entry next() throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String name = new String(readBytes(), StandardCharsets.UTF_8);
    return new Entry(new SortKey(name, in.readLong(), in.readLong()), readBytes());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private byte[] readBytes() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
