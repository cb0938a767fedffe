package io.waymark.match;

/**
 * The open runs of one rule for one customer and correlation value. Mutable, of one thread; made
 * and understood by one kind of {@link Matcher}.
 */
public interface Runs {
  /** Never to be woken. */
  long NEVER = Long.MAX_VALUE;

  /** Whether nothing is open, so that nothing needs to be kept. */
  boolean isEmpty();

  /**
   * When {@link Matcher#expire} has something to do at the latest, for a match or to let go of what
   * is over; or {@link #NEVER}.
   */
  long wakeMillis();
}
