package io.waymark.lab.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.Now;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopKeeperTest {
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Shop SHOP = new Shop(7, OPENED, Duration.ofHours(1));
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final Now now = new Now(OPENED);

  @Test
  void sendsTheHistoryAtOnce() throws Exception {
    Kafka kafka = new Kafka();

    keeper(kafka).sendWhatIsDue();

    assertThat(ids(kafka)).isEqualTo(expected(OPENED));
  }

  @Test
  void sendsNothingBeforeItsTimeAndEverythingAtIt() throws Exception {
    Kafka kafka = new Kafka();
    ShopKeeper keeper = keeper(kafka);

    for (int i = 0; i < 120; i++) {
      now.pass(Duration.ofMillis(500));
      keeper.sendWhatIsDue();

      assertThat(ids(kafka)).isEqualTo(expected(now.instant()));
    }
  }

  @Test
  void keysTouchpointsByCustomer() throws Exception {
    Kafka kafka = new Kafka();

    keeper(kafka).sendWhatIsDue();

    for (ProducerRecord<String, byte[]> sent : kafka.history()) {
      JsonNode json = new ObjectMapper().readTree(sent.value());
      String customer = json.path("customer").asText(json.path("anonymousId").asText());
      assertThat(sent.key()).isEqualTo(customer);
      assertThat(sent.topic()).isEqualTo("touchpoints");
    }
  }

  @Test
  void sendsNothingTwiceAfterItWasClosed() throws Exception {
    Kafka before = new Kafka();
    try (ShopKeeper keeper = keeper(before)) {
      now.pass(SECOND);
      keeper.sendWhatIsDue();
    }
    now.pass(Duration.ofMinutes(10));

    Kafka after = new Kafka();
    keeper(after).sendWhatIsDue();

    List<String> all = new ArrayList<>(ids(before));
    all.addAll(ids(after));
    assertThat(all).isEqualTo(expected(now.instant()));
  }

  @Test
  void repeatsOnlyTheLastSecondAfterAKill() throws Exception {
    Kafka before = new Kafka();
    ShopKeeper killed = keeper(before);
    for (int i = 0; i < 99; i++) {
      now.pass(Duration.ofMillis(100));
      killed.sendWhatIsDue();
    }
    Instant kill = now.instant();

    Kafka after = new Kafka();
    keeper(after).sendWhatIsDue();

    List<String> repeated = ids(after);
    assertThat(repeated).isNotEmpty();
    assertThat(expected(kill)).endsWith(repeated.toArray(String[]::new));
    assertThat(expected(kill.minus(SECOND))).doesNotContainAnyElementsOf(repeated);
  }

  @Test
  void sendsAgainWhatKafkaRefused() throws Exception {
    Kafka kafka = new Kafka();
    ShopKeeper keeper = keeper(kafka);
    keeper.sendWhatIsDue();
    now.pass(SECOND);
    keeper.sendWhatIsDue();

    kafka.away = true;
    now.pass(SECOND);
    keeper.sendWhatIsDue();
    kafka.away = false;
    now.pass(SECOND);
    keeper.sendWhatIsDue();

    assertThat(ids(kafka)).containsAll(expected(now.instant()));
  }

  private ShopKeeper keeper(Kafka kafka) throws IOException {
    Path file = folder.resolve("shop");
    Bookmark bookmark = Bookmark.read(file).orElse(Bookmark.atStart(SHOP));
    return new ShopKeeper(kafka, "touchpoints", file, now, bookmark);
  }

  /** Returns the ids of all touchpoints up to and including a time, in order. */
  private static List<String> expected(Instant then) {
    List<String> ids = new ArrayList<>();
    Crowd crowd = SHOP.touchpoints();
    while (crowd.nextMillis() <= then.toEpochMilli()) {
      Touchpoint next = crowd.next();
      ids.add(next.id());
    }
    return ids;
  }

  private static List<String> ids(Kafka kafka) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ProducerRecord<String, byte[]> sent : kafka.history()) {
      ids.add(new ObjectMapper().readTree(sent.value()).get("id").asText());
    }
    return ids;
  }

  /** Takes everything, or while it is away nothing. */
  private static final class Kafka extends MockProducer<String, byte[]> {
    private boolean away;

    Kafka() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> touchpoint, Callback callback) {
      if (!away) {
        return super.send(touchpoint, callback);
      }
      TimeoutException refused = new TimeoutException("the broker is away");
      callback.onCompletion(null, refused);
      return CompletableFuture.failedFuture(refused);
    }
  }
}
