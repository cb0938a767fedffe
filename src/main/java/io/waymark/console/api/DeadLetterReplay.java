package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;
import org.jspecify.annotations.Nullable;

/** Has inputs that could not be used read again, after what was wrong is mended. */
public interface DeadLetterReplay {
  /**
   * The dead letters whose inputs are sent again.
   *
   * @param reason of the letters
   * @param source the topic that the inputs came from; null for any
   * @param sinceMillis when the letters were written, at the earliest
   * @param isRepeated whether inputs are sent again that were sent again before
   * @param after where the last replay of the same letters ended; null to begin with the oldest
   */
  record Request(
      String reason,
      @Nullable String source,
      long sinceMillis,
      boolean isRepeated,
      @Nullable String after) {}

  /**
   * The outcome of a replay.
   *
   * @param sent how many inputs were sent to their topics again
   * @param bare how many of these without key and headers, as Kafka has deleted the records
   * @param before how many were left, as they were sent again before
   * @param lost how many were left, as Kafka has deleted the record and the letter holds a part of
   *     it, or the touchpoint that was made of it
   * @param ofFiles how many were left, as they came from files
   * @param after where the next replay begins; null where all letters were looked at
   */
  record Outcome(
      long sent, long bare, long before, long lost, long ofFiles, @Nullable String after) {}

  /**
   * Sends the inputs of dead letters to the topics that they came from, the oldest first, up to a
   * bound.
   *
   * @throws NotReadyException if Kafka does not take them; those that it took are remembered
   */
  Outcome replay(Request request) throws NotReadyException, InterruptedException;
}
