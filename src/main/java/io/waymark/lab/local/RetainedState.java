package io.waymark.lab.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints and savepoints in the folder of a job. */
public final class RetainedState {
  private static final List<String> FOLDERS = List.of("checkpoints", "savepoints");

  /** The file that Flink writes last into a savepoint or checkpoint. */
  private static final String METADATA = "_metadata";

  /** {@code JOB/chk-N/_metadata} below the first, {@code savepoint-X/_metadata} below the other. */
  private static final int DEPTH = 3;

  private RetainedState() {}

  /**
   * Returns the newest complete checkpoint or savepoint; its metadata shows that it is complete.
   */
  public static Optional<Path> newest(Path folder) throws IOException {
    List<Path> complete = new ArrayList<>();
    for (String name : FOLDERS) {
      if (Files.isDirectory(folder.resolve(name))) {
        try (Stream<Path> files = Files.walk(folder.resolve(name), DEPTH)) {
          files.filter(file -> file.endsWith(METADATA)).map(Path::getParent).forEach(complete::add);
        }
      }
    }
    return complete.stream().max(Comparator.comparing(RetainedState::modified));
  }

  /**
   * Returns the file by which a savepoint or checkpoint is complete.
   *
   * @param state its folder, or that file
   */
  public static Path metadata(Path state) {
    return state.endsWith(METADATA) ? state : state.resolve(METADATA);
  }

  /** Returns whether a job has run in a folder, be it that it never completed a checkpoint. */
  public static boolean began(Path folder) {
    return FOLDERS.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  private static FileTime modified(Path state) {
    try {
      return Files.getLastModifiedTime(metadata(state));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
