package io.waymark.cli;

/** A line that is redrawn in place on a terminal, and written anew each time elsewhere. */
final class ProgressLine {
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on a line is then redrawn in a file, too.
  private final boolean isTerminal = System.console() != null;

  private int shown;

  void show(String text) {
    clear();
    System.out.print(isTerminal ? "  " + text : "  " + text + "\n");
    System.out.flush();
    shown = text.length() + 2;
  }

  void clear() {
    if (isTerminal && shown > 0) {
      System.out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }
}
