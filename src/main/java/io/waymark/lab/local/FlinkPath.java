package io.waymark.lab.local;

import java.nio.file.Path;

/** Local files as Flink's settings name them. */
public final class FlinkPath {
  private FlinkPath() {}

  /**
   * Returns the name of a file or folder. It is no URI: Flink escapes blanks and umlauts by itself,
   * and would look for a folder with a percent sign in its name.
   */
  public static String of(Path file) {
    return "file://" + file.toAbsolutePath().normalize();
  }
}
