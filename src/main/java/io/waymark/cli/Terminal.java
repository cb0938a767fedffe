package io.waymark.cli;

import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The place that a command prints to, as far as it is known.
 *
 * @param width the columns of a terminal; 0 where the output is no terminal but a file or a pipe,
 *     whose lines are never broken
 * @param ansi whether colours are wanted: not in a pipe, and not where NO_COLOR is set
 */
record Terminal(int width, Ansi ansi) {
  /** The columns of a terminal that does not say how wide it is. */
  static final int USUAL_WIDTH = 80;

  /** The least room that is believed. */
  private static final int LEAST_WIDTH = 20;

  /** Returns the one of this process. */
  static Terminal current() {
    if (!isTerminal()) {
      return new Terminal(0, Ansi.AUTO);
    }
    return new Terminal(
        width(System.getenv(), () -> new UsageMessageSpec().autoWidth(true).width()), Ansi.AUTO);
  }

  /** Returns whether the output of this process goes to a terminal. */
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on a file counts as a terminal, too.
  static boolean isTerminal() {
    return System.console() != null;
  }

  /**
   * Returns the columns that the environment names, else those that were found out.
   *
   * @param found asks the terminal, which takes a process of its own
   */
  static int width(Map<String, String> environment, IntSupplier found) {
    int named = number(environment.get("COLUMNS"));
    int width = named >= LEAST_WIDTH ? named : found.getAsInt();
    return width >= LEAST_WIDTH ? width : USUAL_WIDTH;
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** Returns whether lines have to fit. */
  boolean isNarrow() {
    return width > 0;
  }
}
