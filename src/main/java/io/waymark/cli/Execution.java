package io.waymark.cli;

import java.util.List;
import picocli.CommandLine;

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
        .setUsageHelpWidth(WIDTH)
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> {
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
}
