package io.waymark.match;

/**
 * The open runs of one rule for one customer and correlation value. Mutable, of one thread; made
 * and understood by one kind of {@link Matcher}.
 */
public interface Runs {
  /** Stands for a time that does not come. */
  long NEVER = Long.MAX_VALUE;

  /** Returns whether nothing is open, so that nothing needs to be kept. */
  boolean isEmpty();

  /**
   * Returns since when the first choice of all positive steps waits for the absence at the end of
   * the pattern; {@link #NEVER} where none does. {@link Matcher#expire} finds its match as much
   * later as the pattern's last step says.
   */
  long silentSinceMillis();

  /**
   * Returns when the last run started that waits for more touchpoints; {@link Long#MIN_VALUE} for
   * none. It is over as much later as the pattern's {@code within} says.
   */
  long lastStartMillis();
}
