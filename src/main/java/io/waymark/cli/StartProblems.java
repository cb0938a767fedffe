package io.waymark.cli;

import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The problems of a start, all of which are found before anything starts. */
final class StartProblems {
  /** More subtasks would need more network buffers than a process of one machine has. */
  static final int MOST_PARALLELISM = 16;

  /** A check that ends at its first problem. */
  @FunctionalInterface
  interface Check<T> {
    T run() throws CommandException;
  }

  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds what does not keep anything from starting, but is probably a mistake. */
  void warn(String warning) {
    warnings.add(warning);
  }

  /** Prints the warnings where errors go, so that a result can be piped. */
  void printWarnings() {
    warnings.forEach(warning -> System.err.println("warning: " + warning));
  }

  void add(String problem) {
    problems.add(problem);
  }

  /** Returns the result of a check; empty after a problem, which is noted. */
  <T> Optional<T> note(Check<T> check) {
    try {
      return Optional.of(check.run());
    } catch (CommandException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Refuses the start if there is any problem. */
  void refuseAny() throws CommandException {
    if (!problems.isEmpty()) {
      throw CommandException.refused(problems);
    }
  }

  void checkParallelism(int parallelism) {
    if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
      add("--parallelism must be from 1 to " + MOST_PARALLELISM + ", not " + parallelism);
    }
  }

  /** Notes what keeps a folder, which need not be there yet, from being written to. */
  void checkWritable(String option, Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      String which = Files.exists(folder) || isSame(folder, there) ? "" : ": " + there;
      String what = Files.exists(there) ? "a file" : "a link to a folder that is not there";
      add(option + " " + folder + which + " is " + what + "; name a folder");
    } else if (!Files.isReadable(there) || !Files.isWritable(there) || !Files.isExecutable(there)) {
      add(
          option
              + " "
              + folder
              + ": this user may not read and write in "
              + there
              + "; name another folder or give it the rights (chmod u+rwx)");
    } else {
      tryToWrite(option + " " + folder, there);
    }
  }

  /**
   * Notes what keeps a file from being written; one that is there is not replaced unasked.
   *
   * @param given what the user gave
   * @param mayReplace whether the user said that it may be replaced
   * @param cure what to do where it is there
   */
  void checkNewFile(String given, Path file, boolean mayReplace, String cure) {
    Path folder = OutputFile.of(file).folder();
    if (Files.isDirectory(file)) {
      add(given + " is a folder; name a file");
    } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !mayReplace) {
      add(given + " is there already; " + cure);
    }
    if (!Files.isDirectory(folder)) {
      add(given + ": there is no folder " + folder + "; create it, or name another file");
    } else if (!Files.isWritable(folder)) {
      add(given + ": this user may not write in " + folder + "; name another file");
    } else {
      tryToWrite(given, folder);
    }
  }

  private static boolean isSame(Path folder, Path there) {
    return folder.toAbsolutePath().normalize().equals(there);
  }

  /**
   * Writes and deletes a file: rights alone do not tell of a file system that takes no files.
   *
   * @param given what the user gave
   * @param there a folder that exists
   */
  void tryToWrite(String given, Path there) {
    try {
      Files.delete(Files.createTempFile(there, ".waymark", ""));
    } catch (IOException e) {
      add(
          given
              + ": no file can be written in "
              + there
              + " ("
              + FileFailure.reason(e)
              + "); name another folder");
    }
  }
}
