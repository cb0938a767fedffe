package io.waymark.cli;

import io.waymark.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The problems of a file, as all commands that check one show them. */
final class CheckedFile {
  /** Finds the problems of what is bundled, or in a file. */
  @FunctionalInterface
  interface Check {
    List<Problem> problems(String name) throws IOException;
  }

  private CheckedFile() {}

  /**
   * Returns the lines that say what is wrong; none for a file that can be used.
   *
   * @throws CommandException if it cannot be read
   */
  static List<String> refusal(String name, Check check) throws CommandException {
    try {
      List<Problem> problems = check.problems(name);
      return problems.isEmpty() ? List.of() : refusal(name, problems);
    } catch (IOException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  static List<String> refusal(String name, List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    lines.add("refused  " + name + ": " + RuleTable.count(problems.size(), "problem"));
    problems.stream()
        .map(Problem::toString)
        .flatMap(String::lines)
        .forEach(line -> lines.add("  " + line));
    return lines;
  }
}
