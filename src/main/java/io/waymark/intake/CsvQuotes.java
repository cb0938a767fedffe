package io.waymark.intake;

/**
 * Follows the quotes of RFC 4180 through the lines of a record, to tell where the record ends. A
 * quote opens a quoted value only at the value's start; inside an unquoted value it is a character
 * like any other.
 */
final class CsvQuotes {
  private enum State {
    AT_START,
    UNQUOTED,
    QUOTED,
    CLOSED,
    BROKEN
  }

  private final char separator;
  private State state = State.AT_START;

  CsvQuotes(char separator) {
    this.separator = separator;
  }

  /** Follows the quotes through a part of the record. */
  void pass(String text) {
    for (int i = 0; i < text.length() && state != State.BROKEN; i++) {
      state = after(text.charAt(i));
    }
  }

  /** Returns whether a quoted value has begun and not ended. */
  boolean isOpen() {
    return state == State.QUOTED;
  }

  /** Returns whether there is text between the end of a quoted value and the next separator. */
  boolean isBroken() {
    return state == State.BROKEN;
  }

  private State after(char next) {
    return switch (state) {
      case AT_START -> next == '"' ? State.QUOTED : afterUnquoted(next);
      case UNQUOTED -> afterUnquoted(next);
      case QUOTED -> next == '"' ? State.CLOSED : State.QUOTED;
      case CLOSED -> afterQuoted(next);
      case BROKEN -> State.BROKEN;
    };
  }

  private State afterUnquoted(char next) {
    return next == separator ? State.AT_START : State.UNQUOTED;
  }

  private State afterQuoted(char next) {
    if (next == '"') {
      return State.QUOTED;
    }
    if (next == separator) {
      return State.AT_START;
    }
    return next == ' ' ? State.CLOSED : State.BROKEN;
  }
}
