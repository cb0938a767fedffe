package io.waymark.kafka;

/**
 * Somebody else began to publish to a topic before a turn was committed; none of the turn's is
 * taken.
 */
public final class OvertakenException extends Exception {
  private static final long serialVersionUID = 1;

  public OvertakenException() {
    super("somebody else published at the same moment, and nothing of yours was taken");
  }
}
