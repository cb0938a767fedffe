package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;

/** Has inputs that could not be used read again, after what was wrong is mended. */
public interface DeadLetterReplay {
  /**
   * The outcome of a replay.
   *
   * @param sent how many inputs were sent to their topics again
   * @param cut how many were left, as they were too large to be kept whole
   * @param ofFiles how many were left, as they came from files
   * @param isWhole whether none was left for the bound on one replay
   */
  record Outcome(long sent, long cut, long ofFiles, boolean isWhole) {}

  /**
   * Sends the inputs of dead letters to the topics that they came from.
   *
   * @param reason of the letters
   * @param sinceMillis when the letters were written, at the earliest
   */
  Outcome replay(String reason, long sinceMillis) throws NotReadyException, InterruptedException;
}
