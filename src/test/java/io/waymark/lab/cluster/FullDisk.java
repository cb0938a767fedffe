package io.waymark.lab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system without room for one more byte that lies over a folder until it is closed. Only
 * root may mount it.
 */
final class FullDisk implements AutoCloseable {
  private static final int BYTES = 64 * 1024;

  private final Path folder;
  private final Thread atExit = new Thread(this::unmount, "unmount");
  private boolean isMounted;

  private FullDisk(Path folder) {
    this.folder = folder;
  }

  /** Full from the start: what began to be written on it cannot be ended elsewhere. */
  static FullDisk over(Path folder) throws IOException {
    FullDisk disk = new FullDisk(folder);
    Runtime.getRuntime().addShutdownHook(disk.atExit);
    try {
      disk.mount();
      Files.write(folder.resolve("filled"), new byte[BYTES]);
      return disk;
    } catch (IOException e) {
      disk.close();
      throw e;
    }
  }

  /** Tries it. */
  static boolean isPossible() throws IOException {
    Path folder = Files.createTempDirectory("waymark-full-disk");
    try {
      FullDisk.over(folder).close();
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      Files.delete(folder);
    }
  }

  private synchronized void mount() throws IOException {
    if (!run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", folder.toString())) {
      throw new IOException("nothing can be mounted over " + folder);
    }
    isMounted = true;
  }

  /** Lazily where somebody is still writing, whose writing fails all the same. */
  private synchronized void unmount() {
    if (isMounted) {
      isMounted = !run("umount", folder.toString()) && !run("umount", "-l", folder.toString());
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Runtime.getRuntime().removeShutdownHook(atExit);
    if (isMounted) {
      throw new IOException(folder + " stays mounted");
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Runs a command, also when interrupted, because something would stay mounted otherwise. */
  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
