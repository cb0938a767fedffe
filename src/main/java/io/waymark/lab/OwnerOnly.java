package io.waymark.lab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Folders and files that nobody but their owner may read: topics, state and logs hold what
 * customers do. On file systems without such permissions all is left as it is.
 */
public final class OwnerOnly {
  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";

  private OwnerOnly() {}

  /** Creates a folder and those above it, and leaves what is there as it is; returns the folder. */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, permissions(FOLDER));
  }

  /** Creates an empty file unless it is there; returns it. */
  public static Path file(Path file) throws IOException {
    try {
      return Files.createFile(file, permissions(FILE));
    } catch (FileAlreadyExistsException e) {
      return file;
    }
  }

  /** Closes a folder of ours to all others. */
  public static void close(Path folder) throws IOException {
    if (IS_POSIX) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER));
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
