package io.waymark.lab.bench;

import io.waymark.lab.Patience;
import io.waymark.lab.local.FlinkPath;
import io.waymark.lab.local.LocalFlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** A temporary folder for the files of one run; deleted afterwards, also after Ctrl-C. */
final class Workspace implements AutoCloseable {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(2));

  private final Path folder;
  private final Map<String, String> settings;
  private final Thread atExit = new Thread(this::delete, "bench-cleaner");

  private Workspace(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  static Workspace open(Map<String, String> settings) throws IOException {
    Workspace workspace = new Workspace(Files.createTempDirectory("waymark-bench-"), settings);
    Runtime.getRuntime().addShutdownHook(workspace.atExit);
    return workspace;
  }

  Path folder(String name) {
    return folder.resolve(name);
  }

  /** Checkpoints as a cluster takes them, beside state on RocksDB. */
  Configuration flink(int parallelism) throws IOException {
    Configuration flink = LocalFlink.finite(parallelism);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPath.of(folder("checkpoints")));
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CoreOptions.TMP_DIRS, Files.createDirectories(folder("flink")).toString());
    flink.addAll(Configuration.fromMap(settings));
    return flink;
  }

  @Override
  public void close() {
    delete();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Deletes the folder, again and again while a job that has just ended still writes there. */
  private void delete() {
    try {
      PATIENCE.until(this::isDeleted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDeleted() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return !Files.exists(folder);
    }
  }
}
