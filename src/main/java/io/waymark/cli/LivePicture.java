package io.waymark.cli;

import java.io.PrintWriter;
import java.util.List;

/** Lines that are redrawn in place on a terminal, and written anew each time elsewhere. */
final class LivePicture {
  private static final char ESCAPE = '\u001b';

  private final PrintWriter out;
  private final boolean isTerminal;
  private int shown;

  LivePicture(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  void show(List<String> lines) {
    if (shown > 0) {
      out.print(isTerminal ? back(shown) : System.lineSeparator());
    }
    lines.forEach(out::println);
    out.flush();
    shown = lines.size();
  }

  /** Returns what moves the cursor up, to the start of a line, and clears all below it. */
  private static String back(int lines) {
    return ESCAPE + "[" + lines + "F" + ESCAPE + "[J";
  }
}
