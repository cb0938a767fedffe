package io.waymark.lab;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** A line that is redrawn in place on a terminal, and written anew each time elsewhere. */
public final class ProgressLine {
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on a line is then redrawn in a file, too.
  private final boolean isTerminal = System.console() != null;

  /** Prints a text at once. */
  private final Consumer<String> out;

  private int shown;

  /** Shows nothing yet. */
  public ProgressLine(PrintWriter out) {
    this.out =
        text -> {
          out.print(text);
          out.flush();
        };
  }

  /** Shows nothing yet. */
  public ProgressLine(PrintStream out) {
    this.out =
        text -> {
          out.print(text);
          out.flush();
        };
  }

  /** Shows a text in place of the one before. */
  public void show(String text) {
    clear();
    out.accept(isTerminal ? "  " + text : "  " + text + System.lineSeparator());
    shown = text.length() + 2;
  }

  /** Removes the text from a terminal. */
  public void clear() {
    if (isTerminal && shown > 0) {
      out.accept("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }
}
