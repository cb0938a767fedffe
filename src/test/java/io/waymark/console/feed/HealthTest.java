package io.waymark.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.Presence;
import io.waymark.settings.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final FollowedTopics FOLLOWED =
      new FollowedTopics(
          new Connection("broker:9092", Map.of()), "", List.of("t", "d"), List.of("a"));
  private static final TopicState THERE = new TopicState(Presence.THERE, 4, 0, NOON);
  private static final FeedState ANSWERED =
      FeedState.atStart(NOON).answered(Map.of("t", THERE, "d", THERE), 0, List.of(), NOON);

  @Test
  void isUpWhenKafkaAnswersAndAllTopicsAreThere() {
    Health health = health(ANSWERED, 1);

    assertThat(health.isUp()).isTrue();
    assertThat(says(health))
        .containsExactly(
            "broker:9092 last answered at 2026-03-01T12:00:00Z",
            "all 2 are there",
            "0 records behind");
    assertThat(health.topics())
        .containsExactly(
            new Health.TopicHealth("t", 4, 0, NOON), new Health.TopicHealth("d", 4, 0, NOON));
  }

  @Test
  void isDownUntilKafkaHasAnsweredOnce() {
    Health health = health(FeedState.atStart(NOON), 3);

    assertThat(down(health)).containsExactly("kafka", "topics");
    assertThat(says(health))
        .contains(
            "asked broker:9092 for the first time at 2026-03-01T12:00:00Z, no answer yet",
            "Kafka has not said yet which topics are there");
  }

  @Test
  void isDownWhenKafkaKeepsRefusingAndUpAgainWhenItAnswers() {
    FeedState refused = ANSWERED.refused("no broker answers", NOON.plusSeconds(3));
    FeedState again =
        refused.answered(Map.of("t", THERE, "d", THERE), 0, List.of(), NOON.plusSeconds(60));

    assertThat(health(refused, 8).isUp()).isTrue();
    assertThat(down(health(refused, 9))).containsExactly("kafka");
    assertThat(says(health(refused, 9))).contains("no broker answers");
    assertThat(health(again, 60).isUp()).isTrue();
  }

  @Test
  void isDownWhenKafkaHasBeenSilentForMoreThanEightSeconds() {
    assertThat(health(ANSWERED, 8).isUp()).isTrue();
    assertThat(down(health(ANSWERED, 9))).containsExactly("kafka");
  }

  @Test
  void namesTopicsThatAreMissingForbiddenOrWithoutLeader() {
    Health health =
        health(
            FeedState.atStart(NOON)
                .answered(
                    Map.of(
                        "t", new TopicState(Presence.MISSING, 0, 0, null),
                        "d", new TopicState(Presence.FORBIDDEN, 0, 0, null),
                        "e", new TopicState(Presence.LEADERLESS, 0, 0, null)),
                    0,
                    List.of(),
                    NOON),
            1);

    assertThat(down(health)).containsExactly("topics");
    assertThat(says(health))
        .contains(
            "t: missing; start the job, or create them;"
                + " d: not to be read by this user; grant Read on them;"
                + " e: without a leader; start the brokers that hold them");
  }

  @Test
  void isDownWhenItsThreadHasEndedOrStandsStill() {
    Health ended = health(ANSWERED.failed("NullPointerException", NOON), 1);
    Health still = health(ANSWERED, 31);

    assertThat(down(ended)).containsExactly("feed");
    assertThat(says(ended))
        .contains(
            "its thread has ended: NullPointerException; restart the console and report this");
    assertThat(down(still)).containsExactly("kafka", "feed");
    assertThat(ended.isAlive()).isFalse();
    assertThat(still.isAlive()).isFalse();
    assertThat(health(FeedState.atStart(NOON).refused("no broker", NOON.plusSeconds(99)), 100))
        .matches(Health::isAlive)
        .matches(health -> !health.isUp());
  }

  @Test
  void isDownWhenItIsBehindAndReadsNothingForHalfAMinute() {
    FeedState behind = behind(FeedState.atStart(NOON), 0, NOON);
    FeedState stuck = behind(behind, 0, NOON.plusSeconds(31));
    FeedState reading = behind(behind, 7, NOON.plusSeconds(31));

    assertThat(health(behind, 1).isUp()).isTrue();
    assertThat(down(health(stuck, 31))).containsExactly("feed");
    assertThat(health(reading, 31).isUp()).isTrue();
  }

  @Test
  void isDownWhileTheStoreTakesNothingAndSaysWhatWasDoneAboutADamagedOne() {
    FeedState full = ANSWERED.stored("no more room", NOON);
    FeedState mended = full.mended("renamed to rows.db.damaged-1", NOON);

    assertThat(down(health(full, 1))).containsExactly("store");
    assertThat(says(health(full, 1))).contains("no more room");
    assertThat(down(health(full.stored(null, NOON), 1))).isEmpty();
    assertThat(down(health(mended, 1))).isEmpty();
    assertThat(says(health(mended, 1))).contains("renamed to rows.db.damaged-1");
  }

  @Test
  void namesRecordsThatAreMissingAndStaysUp() {
    FeedState lost =
        ANSWERED.answered(
            Map.of("t", THERE, "d", THERE),
            0,
            List.of(new Loss("d", 2, "d-0@4", 0), new Loss("t", 0, null, 7)),
            NOON);

    assertThat(health(lost, 1).isUp()).isTrue();
    assertThat(says(health(lost, 1)))
        .contains(
            "d: passed over 2 records that are no documents of it, the last one at d-0@4; see who"
                + " else writes to it; t: Kafka had deleted 7 records before they were read, so"
                + " pages lack them; keep them longer");
  }

  private static FeedState behind(FeedState before, int read, Instant now) {
    return before.answered(
        Map.of("t", new TopicState(Presence.THERE, 4, 12, NOON), "d", THERE), read, List.of(), now);
  }

  private static Health health(FeedState feed, int secondsAfterNoon) {
    return Health.of(FOLLOWED, feed, NOON.plusSeconds(secondsAfterNoon));
  }

  private static List<String> down(Health health) {
    return health.checks().stream().filter(check -> !check.isUp()).map(Health.Check::name).toList();
  }

  private static List<String> says(Health health) {
    return health.checks().stream().map(Health.Check::says).toList();
  }
}
