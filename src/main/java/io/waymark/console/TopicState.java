package io.waymark.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topic as Kafka last said that it is.
 *
 * @param partitions 0 unless it is there
 * @param behind how many records are on it that the feed had not read when it was asked for
 * @param lastRecord what the newest record that was read is stamped with; null before any
 */
record TopicState(Presence presence, int partitions, long behind, @Nullable Instant lastRecord) {
  /** Whether a topic can be followed. */
  enum Presence {
    THERE,
    MISSING,
    /** There is no right to describe or to read it; then nobody says whether it is there. */
    FORBIDDEN,
    /** No broker is up that has some partition of it. */
    LEADERLESS
  }
}
