package io.waymark.model;

/**
 * A mistake in a text that a person wrote, and its place.
 *
 * @param file the name of the text, as the person knows it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do
 * @param excerpt the line itself; of a very long one its start
 */
public record Problem(String file, int line, int column, String message, String excerpt) {

  /** Returns three lines: place and message, the line itself, and a caret under the place. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + message
        + "\n | "
        + excerpt
        + "\n | "
        + ".".repeat(Math.min(excerpt.length(), Math.max(0, column - 1)))
        + "^";
  }
}
