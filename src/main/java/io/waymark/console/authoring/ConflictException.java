package io.waymark.console.authoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody else has published the rule or policy since its author began to edit it. */
public final class ConflictException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String live;
  private final String author;
  private final Instant time;

  /**
   * Creates the exception.
   *
   * @param what was changed, for people
   * @param live the version that is published now; null where it was removed
   */
  ConflictException(String what, @Nullable String live, String author, Instant time) {
    super(what + " was changed by " + author + " at " + time);
    this.live = live;
    this.author = author;
    this.time = time;
  }

  public @Nullable String live() {
    return live;
  }

  public String author() {
    return author;
  }

  public Instant time() {
    return time;
  }
}
