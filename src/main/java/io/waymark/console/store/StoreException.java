package io.waymark.console.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do what it was asked for; the message says what is wrong and what to do.
 *
 * <p>It is unchecked, because each query can meet it and all are answered in one place.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** The kind of trouble, each with its own cure. */
  public enum Kind {
    /** No more bytes can be written; reading goes on. */
    FULL,
    /** The rows are damaged: the feed sets their file aside and reads Kafka again. */
    CORRUPT,
    /** The audit or the history of rules is damaged, which a person has to restore. */
    KEPT_CORRUPT,
    /** The database does not answer, or refuses. */
    AWAY,
    /** Another console writes into the same store. */
    TAKEN,
    /** A newer console made the store, or it is not one of ours. */
    FOREIGN
  }

  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
