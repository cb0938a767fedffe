package io.waymark.console;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the feed knows, published by its thread after each round.
 *
 * @param started when the feed was made
 * @param round when its thread was last seen
 * @param answered when Kafka last answered; null before it ever did
 * @param refusal why Kafka did not answer the last time; null after an answer
 * @param progressed when it last had read something or had nothing to read
 * @param failure why its thread has ended; null while it goes on
 * @param topics by their full names; empty before Kafka ever answered
 */
record FeedState(
    Instant started,
    Instant round,
    @Nullable Instant answered,
    @Nullable String refusal,
    Instant progressed,
    @Nullable String failure,
    Map<String, TopicState> topics) {

  FeedState {
    topics = Map.copyOf(topics);
  }

  static FeedState atStart(Instant now) {
    return new FeedState(now, now, null, null, now, null, Map.of());
  }

  /** Kafka said how its topics are. */
  FeedState answered(Map<String, TopicState> found, int read, Instant now) {
    boolean isIdle = found.values().stream().allMatch(topic -> topic.behind() == 0);
    return new FeedState(
        started, now, now, null, isIdle || read > 0 ? now : progressed, failure, found);
  }

  /** Kafka did not. While it is away nothing can be read, which is not the feed's fault. */
  FeedState refused(String why, Instant now) {
    return new FeedState(started, now, answered, why, now, failure, topics);
  }

  /** Its thread goes on, and has not asked. */
  FeedState seen(Instant now) {
    return new FeedState(started, now, answered, refusal, progressed, failure, topics);
  }

  FeedState failed(String why, Instant now) {
    return new FeedState(started, now, answered, refusal, progressed, why, topics);
  }
}
