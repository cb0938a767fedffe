package io.waymark.console.authoring;

import io.waymark.model.Problem;

/**
 * A problem of a text, as the editor marks it.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong
 * @param hint what to do; empty where the message says it
 */
public record Finding(int line, int column, String message, String hint) {
  static Finding of(Problem problem) {
    int split = split(problem.message());
    return split < 0
        ? new Finding(problem.line(), problem.column(), problem.message(), "")
        : new Finding(
            problem.line(),
            problem.column(),
            problem.message().substring(0, split),
            problem.message().substring(split + 1).strip());
  }

  /** Returns the place of the first semicolon that is in no quotes; -1 for none. */
  private static int split(String message) {
    boolean isQuoted = false;
    for (int i = 0; i < message.length(); i++) {
      char each = message.charAt(i);
      if (each == '\'') {
        isQuoted = !isQuoted;
      } else if (each == ';' && !isQuoted) {
        return i;
      }
    }
    return -1;
  }
}
