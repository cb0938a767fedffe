package io.waymark.console.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Now;
import io.waymark.console.store.Batch;
import io.waymark.console.store.StoreException;
import io.waymark.kafka.Presence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, TopicState> TOPICS =
      Map.of("t", new TopicState(Presence.THERE, 4, 0, NOON));

  private final Hand hand = new Hand();
  private int made;
  private final Now now = new Now(NOON);
  private final Shelf shelf = new Shelf();
  private final Losses losses = new Losses();
  private final Feed feed = new Feed(this::make, shelf, losses, now);

  @Test
  void knowsTheTopicsAfterARound() throws Exception {
    feed.round();

    assertThat(feed.state().answered()).isEqualTo(NOON);
    assertThat(feed.state().topics()).isEqualTo(TOPICS);
  }

  @Test
  void tellsWhatIsLost() throws Exception {
    losses.addDeleted(new TopicPartition("t", 1), 5, 12);
    feed.round();

    assertThat(feed.state().losses()).containsExactly(new Loss("t", 0, null, 7));
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

  @Test
  void readsNothingMoreUntilTheStoreHasTakenWhatWasRead() throws Exception {
    hand.readings.add(reading("one"));
    hand.readings.add(reading("two"));
    shelf.isFull = true;
    feed.round();
    feed.round();
    int unread = hand.readings.size();
    String trouble = feed.state().trouble();
    shelf.isFull = false;
    feed.round();

    assertThat(unread).isEqualTo(1);
    assertThat(trouble).isEqualTo("no more room");
    assertThat(shelf.kept).containsExactly("one", "two");
    assertThat(feed.state().trouble()).isNull();
  }

  @Test
  void readsAllAgainAfterADamagedStoreWasSetAside() throws Exception {
    hand.readings.add(reading("one"));
    shelf.isFull = true;
    feed.round();
    shelf.isFull = false;
    shelf.damage = Optional.of("renamed");
    feed.round();

    assertThat(hand.closed).isEqualTo(1);
    assertThat(made).isEqualTo(2);
    assertThat(shelf.kept).isEmpty();
    assertThat(feed.state().mending()).isEqualTo("renamed");
  }

  private static Recorder.Reading reading(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new Recorder.Reading(
        List.of(new ConsumerRecord<>("t", 0, 0, bytes, bytes)),
        Map.of(new TopicPartition("t", 0), 1L));
  }

  private static final class Shelf implements Recorder {
    private final List<String> kept = new ArrayList<>();
    private boolean isFull;
    private Optional<String> damage = Optional.empty();

    @Override
    public Map<Batch.Partition, Long> offsets() {
      return Map.of();
    }

    @Override
    public void keep(Reading reading) {
      if (isFull) {
        throw new StoreException(StoreException.Kind.FULL, "no more room", null);
      }
      reading
          .records()
          .forEach(record -> kept.add(new String(record.value(), StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<String> mend() {
      Optional<String> done = damage;
      damage = Optional.empty();
      return done;
    }
  }

  private Follower make() {
    made++;
    return hand;
  }

  private static final class Hand implements Follower {
    private @Nullable NoAnswerException refusal;
    private @Nullable RuntimeException mistake;
    private int closed;
    private final ArrayDeque<Recorder.Reading> readings = new ArrayDeque<>();

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
    public Recorder.Reading read(Duration patience) {
      Recorder.Reading next = readings.poll();
      return next == null ? Recorder.Reading.nothing() : next;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
