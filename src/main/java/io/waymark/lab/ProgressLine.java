package io.waymark.lab;

import java.io.PrintWriter;

/** A line that is redrawn in place on a terminal, and written anew each time elsewhere. */
public final class ProgressLine {
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on a line is then redrawn in a file, too.
  private final boolean isTerminal = System.console() != null;

  private final PrintWriter out;
  private int shown;

  /** Shows nothing yet. */
  public ProgressLine(PrintWriter out) {
    this.out = out;
  }

  /** Shows a text in place of the one before. */
  public void show(String text) {
    clear();
    out.print(isTerminal ? "  " + text : "  " + text + System.lineSeparator());
    out.flush();
    shown = text.length() + 2;
  }

  /** Removes the text from a terminal. */
  public void clear() {
    if (isTerminal && shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }
}
