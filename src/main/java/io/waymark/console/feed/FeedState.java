package io.waymark.console.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the feed, published by its thread after each round.
 *
 * @param started when the feed was made
 * @param round when its thread was last seen
 * @param progressed when the feed last had read a record or had no backlog
 * @param failure why its thread has ended; null while it runs
 * @param answer the last answer of Kafka
 * @param refusal why Kafka did not answer the last time; null after an answer
 * @param trouble why the store could not take what was read last; null once it has
 * @param mending what was done about a damaged store; null where none was damaged
 */
public record FeedState(
    Instant started,
    Instant round,
    Instant progressed,
    @Nullable String failure,
    Answer answer,
    @Nullable String refusal,
    @Nullable String trouble,
    @Nullable String mending) {

  /**
   * The topics as Kafka last described them.
   *
   * @param time null before Kafka has ever answered
   * @param topics by their full names
   * @param losses the records that were read or expected and are not in the store
   */
  public record Answer(@Nullable Instant time, Map<String, TopicState> topics, List<Loss> losses) {
    private static final Answer NONE = new Answer(null, Map.of(), List.of());

    public Answer {
      topics = Map.copyOf(topics);
      losses = List.copyOf(losses);
    }
  }

  static FeedState atStart(Instant now) {
    return new FeedState(now, now, now, null, Answer.NONE, null, null, null);
  }

  @Nullable Instant answered() {
    return answer.time();
  }

  Map<String, TopicState> topics() {
    return answer.topics();
  }

  List<Loss> losses() {
    return answer.losses();
  }

  /**
   * Returns the state after an answer of Kafka.
   *
   * @param read the number of records that were read before it
   */
  FeedState answered(Map<String, TopicState> found, int read, List<Loss> losses, Instant now) {
    boolean hasNoBacklog = found.values().stream().allMatch(topic -> topic.behind() == 0);
    return new FeedState(
        started,
        now,
        hasNoBacklog || read > 0 ? now : progressed,
        failure,
        new Answer(now, found, losses),
        null,
        trouble,
        mending);
  }

  /** Returns the state after a refusal; that nothing can be read then is no standstill. */
  FeedState refused(String why, Instant now) {
    return new FeedState(started, now, now, failure, answer, why, trouble, mending);
  }

  /** Returns the state after a round that did not ask. */
  FeedState seen(Instant now) {
    return new FeedState(started, now, progressed, failure, answer, refusal, trouble, mending);
  }

  FeedState failed(String why, Instant now) {
    return new FeedState(started, now, progressed, why, answer, refusal, trouble, mending);
  }

  /** Returns the state after a try to store; waiting for the store is no standstill. */
  FeedState stored(@Nullable String newTrouble, Instant now) {
    return new FeedState(started, now, now, failure, answer, refusal, newTrouble, mending);
  }

  FeedState mended(String what, Instant now) {
    return new FeedState(started, now, now, failure, answer, refusal, null, what);
  }
}
