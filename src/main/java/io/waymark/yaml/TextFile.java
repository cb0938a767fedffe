package io.waymark.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that a person writes. */
public final class TextFile {
  private TextFile() {}

  /**
   * Returns the text of a file. Bytes that are no UTF-8 are read as U+FFFD, which {@link Yaml#read}
   * refuses with its place.
   */
  public static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
