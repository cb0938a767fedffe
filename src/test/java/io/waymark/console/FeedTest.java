package io.waymark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Now;
import io.waymark.kafka.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, TopicState> TOPICS =
      Map.of("t", new TopicState(Presence.THERE, 4, 0, NOON));

  private final Hand hand = new Hand();
  private int made;
  private final Now now = new Now(NOON);
  private final Feed feed = new Feed(this::make, now);

  @Test
  void knowsTheTopicsAfterARound() throws Exception {
    feed.round();

    assertThat(feed.state().answered()).isEqualTo(NOON);
    assertThat(feed.state().topics()).isEqualTo(TOPICS);
  }

  @Test
  void keepsWhyKafkaDoesNotAnswerAndAsksAgain() throws Exception {
    hand.refusal = new NoAnswerException("no broker", false, new IllegalStateException());
    feed.round();
    String refusal = feed.state().refusal();
    hand.refusal = null;
    feed.round();

    assertThat(refusal).isEqualTo("no broker");
    assertThat(feed.state().refusal()).isNull();
    assertThat(made).isEqualTo(1);
  }

  @Test
  void makesNewClientsAfterAWhileWhereTheOldOnesAreOfNoMoreUse() throws Exception {
    hand.refusal = new NoAnswerException("wrong password", true, new IllegalStateException());
    feed.round();
    hand.refusal = null;
    feed.round();

    assertThat(made).isEqualTo(1);
    now.pass(Duration.ofSeconds(10));
    feed.round();

    assertThat(hand.closed).isEqualTo(1);
    assertThat(made).isEqualTo(2);
    assertThat(feed.state().answered()).isEqualTo(now.instant());
  }

  @Test
  void throwsAMistakeOfOurs() {
    hand.mistake = new IllegalStateException("a mistake");

    assertThatThrownBy(feed::round).hasMessage("a mistake");
  }

  private Follower make() {
    made++;
    return hand;
  }

  private static final class Hand implements Follower {
    private @Nullable NoAnswerException refusal;
    private @Nullable RuntimeException mistake;
    private int closed;

    @Override
    public Map<String, TopicState> ask() throws NoAnswerException {
      if (refusal != null) {
        throw refusal;
      }
      if (mistake != null) {
        throw mistake;
      }
      return TOPICS;
    }

    @Override
    public int read(Duration patience) {
      return 0;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
