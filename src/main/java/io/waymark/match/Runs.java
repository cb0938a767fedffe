package io.waymark.match;

/**
 * The open runs of one rule for one customer and correlation value. Mutable, of one thread; made
 * and understood by one kind of {@link Matcher}.
 */
public interface Runs {
  /** No time at all. */
  long NEVER = Long.MAX_VALUE;

  /** Whether nothing is open, so that nothing needs to be kept. */
  boolean isEmpty();

  /**
   * Since when the first choice of all positive steps waits for the absence at the end of the
   * pattern; {@link #NEVER} where none does. {@link Matcher#expire} finds its match as much later
   * as the pattern's last step says.
   */
  long silentSinceMillis();

  /**
   * When the last of them started that wait for more touchpoints; {@link Long#MIN_VALUE} for none.
   * They are over as much later as the pattern's {@code within} says.
   */
  long lastStartMillis();
}
