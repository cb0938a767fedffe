package io.waymark.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a topic as its broker tells them. Silence of a consumer alone proves nothing: the
 * broker may be away with records that were never read, or the consumer may be slow.
 */
public interface Ends {
  /**
   * The ends at one moment.
   *
   * @param askedNanos when they were asked for, by {@link System#nanoTime}
   * @param endOffsets by partition, the offset that its next record will have
   */
  record Answer(long askedNanos, Map<Integer, Long> endOffsets) {
    public Answer {
      endOffsets = Map.copyOf(endOffsets);
    }
  }

  /**
   * The next record that a reader of a partition takes.
   *
   * @param offset from 0; or {@link #EARLIEST}, or {@link #COMMITTED}
   */
  record Next(int partition, long offset) {
    /** The oldest record that the partition has. */
    public static final long EARLIEST = -2;

    /** The record that the consumer group has committed; the oldest one if it has not. */
    public static final long COMMITTED = -3;
  }

  /**
   * Returns the newest answer if it was asked for at or after a moment; else null, and asks the
   * broker anew.
   */
  @Nullable Answer since(long nanos);

  /**
   * Returns whether there is nothing to read from a record on up to an end, which is so where only
   * marks of transactions and records that compaction took lie between them. Returns false until
   * the broker has shown it, and asks the broker for that.
   */
  boolean isNothingLeft(Next next, long endOffset);
}
