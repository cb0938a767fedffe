package io.waymark.cli;

import io.waymark.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A command cannot continue; the message says why and what to do. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, List<Problem> problems) {
    super(
        message
            + "\n"
            + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
