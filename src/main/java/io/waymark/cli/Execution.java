package io.waymark.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The way in which each main class runs its commands: width of the usage, failures, exit codes. */
final class Execution {
  /** Keeps the lines of examples whole. */
  private static final int WIDTH = 130;

  private Execution() {}

  /**
   * Returns a command line that exits with 0 when all went well, 1 when it did not and 2 when it
   * was called with wrong options, or with settings, files or folders that cannot be used.
   *
   * @param explained the failures whose message says why and what to do; any other is a bug of ours
   *     and shows its stack trace
   */
  static CommandLine of(Object command, List<Class<? extends Exception>> explained) {
    return new CommandLine(command)
        .registerConverter(Path.class, Execution::path)
        .setUsageHelpWidth(WIDTH)
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> {
              if (failure instanceof InvalidPathException name) {
                failed.getErr().println("waymark: " + unusable(name));
                return CommandLine.ExitCode.USAGE;
              }
              if (explained.stream().anyMatch(type -> type.isInstance(failure))) {
                failed.getErr().println("waymark: " + failure.getMessage());
              } else {
                failed.getErr().println("waymark: this should not have happened; please report it");
                failure.printStackTrace(failed.getErr());
              }
              return failure instanceof CommandException refused
                  ? refused.exitCode()
                  : CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(unusable(e));
    }
  }

  /** Java knows the letters of file names by the locale; one like C has ASCII only. */
  private static String unusable(InvalidPathException name) {
    return "'"
        + name.getInput()
        + "' cannot be the name of a file: "
        + (name.getReason().startsWith("Malformed")
            ? "the locale has no such letters; set LC_ALL=C.UTF-8"
            : name.getReason());
  }
}
