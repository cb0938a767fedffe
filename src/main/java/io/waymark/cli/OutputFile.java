package io.waymark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a command is to write. It appears when it is whole.
 *
 * @param path absolute
 * @param folder that it lies in
 */
record OutputFile(Path path, Path folder) {
  static OutputFile of(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Path parent = path.getParent();
    return new OutputFile(path, parent == null ? path : parent);
  }

  /** Notes why it cannot be written; a file that is there stays, unless it may be replaced. */
  void check(boolean overwrite, StartProblems problems) {
    problems.checkNewFile(
        path.toString(), path, overwrite, "name another file, or let --overwrite replace it");
  }

  /** Returns a folder beside the file for what is not whole yet. */
  TemporaryFolder beside() throws IOException {
    return TemporaryFolder.inside(folder);
  }

  /** Puts a whole file in the place of this one. */
  void replaceBy(Path whole) throws IOException {
    Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
  }
}
