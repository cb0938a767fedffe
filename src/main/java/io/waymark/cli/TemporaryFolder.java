package io.waymark.cli;

import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it, also where Ctrl-C ends the process. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::deleteAtExit, "delete-temporary");

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Creates one inside another folder. */
  static TemporaryFolder inside(Path folder) throws IOException {
    TemporaryFolder created = new TemporaryFolder(Files.createTempDirectory(folder, ".waymark-"));
    Runtime.getRuntime().addShutdownHook(created.atExit);
    return created;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook runs, or has run.
    }
  }

  private void delete() throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private void deleteAtExit() {
    try {
      delete();
    } catch (IOException e) {
      System.out.println(path + " cannot be deleted: " + FileFailure.reason(e));
    }
  }
}
