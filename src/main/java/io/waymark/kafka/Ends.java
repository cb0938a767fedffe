package io.waymark.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a topic as its broker tells them. Silence of a consumer alone proves nothing: the
 * broker may be away with records that were never read.
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
   * Returns the newest answer if it was asked for at or after a moment; else null, and asks the
   * broker anew.
   */
  @Nullable Answer since(long nanos);
}
