package io.waymark.lab.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second Waymark out of a data folder.
 *
 * <p>Kafka locks its folder too, but only after its metadata log is open, and its message names
 * neither the folder nor a way out. The operating system drops this lock when the process dies,
 * however it dies.
 */
record FolderLock(FileChannel channel) implements AutoCloseable {
  private static final String FILE = "waymark.lock";

  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new FolderInUseException(folder);
    }
    return new FolderLock(channel);
  }

  /** Returns null when the lock is held already, by another process or by this one. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
