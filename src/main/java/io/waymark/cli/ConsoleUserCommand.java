package io.waymark.cli;

import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the line of a user for the file of {@code console.users}. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the line of a user for the file of console.users, with a digest of the password.",
      "",
      "The password is asked for on a terminal; else it is the first line of the input."
    },
    footer = {"", "Example:", "  waymark console user ann --role marketer >> users.txt"})
final class ConsoleUserCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "the name, as it stands in the audit")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "viewer sees; marketer also writes rules; operator also replays dead letters")
  private String role = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException, IOException {
    Role known =
        Role.of(role)
            .orElseThrow(
                () ->
                    CommandException.refused(
                        List.of(
                            "--role must be viewer, marketer or operator, not '" + role + "'")));
    String password = password();
    Optional<String> problem = Users.problem(name, password);
    if (problem.isPresent()) {
      throw CommandException.refused(List.of(problem.get()));
    }
    spec.commandLine().getOut().println(Users.line(new User(name, known), password));
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull") // From Java 22 on it asks where there is no terminal, too.
  private static String password() throws IOException {
    Console terminal = System.console();
    if (terminal != null) {
      char[] typed = terminal.readPassword("password: ");
      return typed == null ? "" : new String(typed);
    }
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
