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
    if (Files.isDirectory(path)) {
      problems.add(path + " is a folder; name a file");
    } else if (Files.exists(path) && !overwrite) {
      problems.add(path + " is there already; name another file, or let --overwrite replace it");
    }
    if (!Files.isDirectory(folder)) {
      problems.add("there is no folder " + folder + "; create it, or name another file");
    } else if (!Files.isWritable(folder)) {
      problems.add("this user may not write in " + folder + "; name another file");
    } else {
      problems.tryToWrite(path.toString(), folder);
    }
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
