package io.waymark.console.feed;

import io.waymark.kafka.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The health of the console: a function of the state of its feed and of the time.
 *
 * <p>A topic without new records is no fault: a night may be quiet.
 *
 * @param isAlive whether a restart would not help
 * @param checks kafka, topics and feed, in this order, and store and records where there is news of
 *     them
 * @param topics as Kafka last described them, in the order of the settings
 */
public record Health(boolean isAlive, List<Check> checks, List<TopicHealth> topics) {
  public Health {
    checks = List.copyOf(checks);
    topics = List.copyOf(topics);
  }

  /**
   * A condition for being healthy.
   *
   * @param says whether it holds, and what to do where it does not
   */
  public record Check(String name, boolean isUp, String says) {}

  /**
   * A topic and how far the feed has read it.
   *
   * @param lastRecord the time stamp of the newest record that was read; null before any
   */
  public record TopicHealth(
      String name, int partitions, long behind, @Nullable Instant lastRecord) {}

  /** Longer than two rounds of the feed and its longest wait for Kafka in one. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);

  public static Health of(FollowedTopics followed, FeedState feed, Instant now) {
    return new Health(
        feed.failure() == null && isSeen(feed, now),
        Stream.concat(
                Stream.of(kafka(followed, feed, now), topics(followed, feed), feed(feed, now)),
                Stream.concat(store(feed), records(feed)))
            .toList(),
        followed.all().stream()
            .flatMap(
                name -> Stream.ofNullable(feed.topics().get(name)).map(state -> topic(name, state)))
            .toList());
  }

  public boolean isUp() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::isUp);
  }

  private static TopicHealth topic(String name, TopicState state) {
    return new TopicHealth(name, state.partitions(), state.behind(), state.lastRecord());
  }

  /** Takes one late answer for no outage; the feed asks again every second. */
  private static Check kafka(FollowedTopics followed, FeedState feed, Instant now) {
    String refusal = feed.refusal();
    if (feed.answered() == null) {
      String asked = "asked " + followed.bootstrap() + " for the first time at " + feed.started();
      return new Check("kafka", false, refusal == null ? asked + ", no answer yet" : refusal);
    }
    boolean isSilent = Duration.between(feed.answered(), now).compareTo(LONGEST_SILENCE) > 0;
    return new Check(
        "kafka",
        !isSilent,
        isSilent && refusal != null
            ? refusal
            : followed.bootstrap() + " last answered at " + feed.answered());
  }

  private static Check topics(FollowedTopics followed, FeedState feed) {
    if (feed.topics().isEmpty()) {
      return new Check("topics", false, "Kafka has not said yet which topics are there");
    }
    List<String> problems = new ArrayList<>();
    add(problems, feed, Presence.MISSING, "missing; start the job, or create them");
    add(problems, feed, Presence.FORBIDDEN, "not to be read by this user; grant Read on them");
    add(problems, feed, Presence.LEADERLESS, "without a leader; start the brokers that hold them");
    return problems.isEmpty()
        ? new Check("topics", true, "all " + followed.topics().size() + " are there")
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

  private static Stream<Check> store(FeedState feed) {
    String trouble = feed.trouble();
    String mending = feed.mending();
    return trouble != null
        ? Stream.of(new Check("store", false, trouble))
        : Stream.ofNullable(mending).map(what -> new Check("store", true, what));
  }

  /** Names the losses, of which none can be made good by a restart. */
  private static Stream<Check> records(FeedState feed) {
    List<String> says = new ArrayList<>();
    for (Loss loss : feed.losses()) {
      if (loss.unreadable() > 0) {
        says.add(
            loss.topic()
                + ": passed over "
                + loss.unreadable()
                + " records that are no documents of it, the last one at "
                + loss.lastUnreadable()
                + "; see who else writes to it");
      }
      if (loss.deleted() > 0) {
        says.add(
            loss.topic()
                + ": Kafka had deleted "
                + loss.deleted()
                + " records before they were read, so pages lack them; keep them longer");
      }
    }
    return says.isEmpty()
        ? Stream.of()
        : Stream.of(new Check("records", true, String.join("; ", says)));
  }

  private static boolean isSeen(FeedState feed, Instant now) {
    return Duration.between(feed.round(), now).compareTo(LONGEST_STANDSTILL) <= 0;
  }
}
