package io.waymark.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a topic goes, as its broker says. Silence of a consumer alone proves nothing: the broker
 * may be away with records that were never read.
 */
public interface Ends {
  /**
   * An answer.
   *
   * @param askedNanos when it was asked for, by {@link System#nanoTime}
   * @param endOffsets by partition, the offset that its next record will have
   */
  record Answer(long askedNanos, Map<Integer, Long> endOffsets) {}

  /**
   * The newest answer, if it was asked for at or after a moment; else null, and it will be asked.
   */
  @Nullable Answer since(long nanos);
}
