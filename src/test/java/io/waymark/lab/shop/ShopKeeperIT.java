package io.waymark.lab.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.lab.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopKeeperIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void sendsTheHistoryAndGoesOnLiveUntilItIsClosed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      broker.createTopic("touchpoints", 1, Map.of());
      ShopKeeper keeper =
          ShopKeeper.open(
              broker.bootstrap(), "touchpoints", folder.resolve("shop"), Clock.systemUTC(), 7);
      Thread run = new Thread(keeper, "shop");
      run.start();

      Instant opened = keeper.shop().opened();
      int sent = await(broker, opened.plusSeconds(3));
      keeper.close();
      run.join(PATIENCE.toMillis());

      assertThat(sent).isGreaterThan(60_000);
      assertThat(run.isAlive()).isFalse();
      assertThat(Bookmark.read(folder.resolve("shop")))
          .hasValueSatisfying(
              bookmark -> assertThat(bookmark.sentBefore()).isAfter(opened.plusSeconds(2)));
    }
  }

  /** Reads the topic until a touchpoint of that time or later comes; returns how many came. */
  private static int await(EmbeddedBroker broker, Instant then) throws Exception {
    Instant giveUp = Instant.now().plus(PATIENCE);
    int read = 0;
    Instant last = Instant.EPOCH;
    try (KafkaConsumer<String, byte[]> consumer = consumer(broker)) {
      while (last.isBefore(then)) {
        assertThat(Instant.now()).as("read %d until %s", read, last).isBefore(giveUp);
        for (ConsumerRecord<String, byte[]> sent : consumer.poll(Duration.ofMillis(100))) {
          last = Instant.parse(JSON.readTree(sent.value()).get("time").asText());
          assertThat(last).isBeforeOrEqualTo(Instant.ofEpochMilli(sent.timestamp()));
          read++;
        }
      }
    }
    return read;
  }

  private static KafkaConsumer<String, byte[]> consumer(EmbeddedBroker broker) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    TopicPartition all = new TopicPartition("touchpoints", 0);
    consumer.assign(List.of(all));
    consumer.seekToBeginning(List.of(all));
    return consumer;
  }
}
