package io.waymark.console.store;

/** The text after which a page was asked for is none that the store gave out. */
public final class InvalidCursorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidCursorException(String after) {
    super("'" + after + "' is no place in this list; ask for its first page again");
  }
}
