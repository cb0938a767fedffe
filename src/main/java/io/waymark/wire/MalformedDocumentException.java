package io.waymark.wire;

import org.jspecify.annotations.Nullable;

/** Bytes on a topic are not the document that belongs there; the message says what is wrong. */
public final class MalformedDocumentException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedDocumentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public MalformedDocumentException(String message) {
    this(message, null);
  }
}
