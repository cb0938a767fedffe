package io.waymark.cli;

import io.waymark.model.Problem;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;

/** A command cannot continue; the message says why and what to do. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandException(String message) {
    this(message, ExitCode.SOFTWARE);
  }

  public CommandException(String message, List<Problem> problems) {
    this(message + "\n" + lines(problems.stream().map(Problem::toString).toList()));
  }

  private CommandException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Refuses a call before anything has started, for problems with what it names. */
  static CommandException refused(List<String> problems) {
    return new CommandException(lines(problems), ExitCode.USAGE);
  }

  /** Refuses a call as {@link #refused(List)} does, for problems in a file that it names. */
  static CommandException refused(String message, List<Problem> problems) {
    return refused(List.of(message, lines(problems.stream().map(Problem::toString).toList())));
  }

  int exitCode() {
    return exitCode;
  }

  private static String lines(List<String> problems) {
    return problems.stream().collect(Collectors.joining("\n"));
  }
}
