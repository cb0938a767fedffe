package io.waymark.console.feed;

import io.waymark.kafka.Presence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topic as Kafka last described it, and how far the feed has read it.
 *
 * @param partitions 0 unless the topic is there
 * @param behind how many records the feed had not read when it asked
 * @param lastRecord the time stamp of the newest record that was read; null before any
 */
public record TopicState(
    Presence presence, int partitions, long behind, @Nullable Instant lastRecord) {}
