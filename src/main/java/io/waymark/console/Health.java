package io.waymark.console;

import io.waymark.console.TopicState.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console is of use: a function of what its feed knows and the time.
 *
 * <p>A topic on which nothing comes is no fault: a night may be quiet.
 *
 * @param isAlive whether a restart would be of no use
 * @param checks kafka, topics and feed, in this order
 * @param topics as Kafka last said they are, in the order of the settings
 */
record Health(boolean isAlive, List<Check> checks, List<Topic> topics) {
  /**
   * One thing that has to be right.
   *
   * @param says how it is, and where it is not right what to do
   */
  record Check(String name, boolean isUp, String says) {}

  /**
   * A topic.
   *
   * @param lastRecord when the last record that was read was written; null before any
   */
  record Topic(String name, int partitions, long behind, @Nullable Instant lastRecord) {}

  /** More than two rounds of the feed and the longest that Kafka is waited for in one. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);

  static Health of(Kafka kafka, FeedState feed, Instant now) {
    return new Health(
        feed.failure() == null && isSeen(feed, now),
        List.of(kafka(kafka, feed, now), topics(kafka, feed), feed(feed, now)),
        kafka.topics().stream()
            .flatMap(
                name -> Stream.ofNullable(feed.topics().get(name)).map(state -> topic(name, state)))
            .toList());
  }

  boolean isUp() {
    return checks.stream().allMatch(Check::isUp);
  }

  private static Topic topic(String name, TopicState state) {
    return new Topic(name, state.partitions(), state.behind(), state.lastRecord());
  }

  /** One answer that is late is no outage; the feed asks again every second. */
  private static Check kafka(Kafka kafka, FeedState feed, Instant now) {
    String refusal = feed.refusal();
    if (feed.answered() == null) {
      String asked = "asked " + kafka.bootstrap() + " for the first time at " + feed.started();
      return new Check("kafka", false, refusal == null ? asked + ", no answer yet" : refusal);
    }
    boolean isSilent = Duration.between(feed.answered(), now).compareTo(LONGEST_SILENCE) > 0;
    return new Check(
        "kafka",
        !isSilent,
        isSilent && refusal != null
            ? refusal
            : kafka.bootstrap() + " last answered at " + feed.answered());
  }

  private static Check topics(Kafka kafka, FeedState feed) {
    if (feed.topics().isEmpty()) {
      return new Check("topics", false, "Kafka has not said yet which topics are there");
    }
    List<String> problems = new ArrayList<>();
    add(problems, feed, Presence.MISSING, "missing; start the job, or create them");
    add(problems, feed, Presence.FORBIDDEN, "not to be read by this user; grant Read on them");
    add(problems, feed, Presence.LEADERLESS, "without a leader; start the brokers that hold them");
    return problems.isEmpty()
        ? new Check("topics", true, "all " + kafka.topics().size() + " are there")
        : new Check("topics", false, String.join("; ", problems));
  }

  private static void add(List<String> problems, FeedState feed, Presence presence, String says) {
    List<String> names =
        feed.topics().entrySet().stream()
            .filter(each -> each.getValue().presence() == presence)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      problems.add(String.join(", ", names) + ": " + says);
    }
  }

  private static Check feed(FeedState feed, Instant now) {
    if (feed.failure() != null) {
      return new Check(
          "feed",
          false,
          "its thread has ended: " + feed.failure() + "; restart the console and report this");
    }
    if (!isSeen(feed, now)) {
      return new Check(
          "feed", false, "its thread was last seen at " + feed.round() + "; restart the console");
    }
    long behind = feed.topics().values().stream().mapToLong(TopicState::behind).sum();
    boolean isStuck =
        behind > 0
            && feed.refusal() == null
            && Duration.between(feed.progressed(), now).compareTo(LONGEST_STANDSTILL) > 0;
    return new Check(
        "feed",
        !isStuck,
        behind
            + " records behind"
            + (isStuck
                ? ", and none was read since " + feed.progressed() + "; restart the console"
                : ""));
  }

  private static boolean isSeen(FeedState feed, Instant now) {
    return Duration.between(feed.round(), now).compareTo(LONGEST_STANDSTILL) <= 0;
  }
}
