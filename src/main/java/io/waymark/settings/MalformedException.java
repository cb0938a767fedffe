package io.waymark.settings;

import java.util.List;

/** The text of a setting cannot be read; each message says why and what to write. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> messages;

  MalformedException(String message) {
    this(List.of(message));
  }

  MalformedException(List<String> messages) {
    super(String.join("; ", messages));
    this.messages = List.copyOf(messages);
  }

  List<String> messages() {
    return messages;
  }
}
