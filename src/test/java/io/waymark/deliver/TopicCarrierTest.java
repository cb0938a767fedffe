package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.webhook.WebhookClient;
import io.waymark.settings.SettingsReader;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicCarrierTest {
  private static final Clocks CLOCKS = Clocks.of(Clock.systemUTC());

  @Test
  void writesNothingWhenTheTriggerHasExpired() throws Exception {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    Answer answer = carry(producer, CLOCKS.wallMillis());

    assertThat(answer.reason()).isEqualTo("there was no time left");
    assertThat(producer.history()).isEmpty();
  }

  /** A record that is given up late would be written beside the next attempt at it. */
  @Test
  void givesARecordUpWithinTheTimeOfAnAttempt() throws Exception {
    KafkaClients clients =
        new KafkaClients(
            SettingsReader.with(
                Map.of(
                    "kafka.bootstrap",
                    "127.0.0.1:1",
                    "kafka.client.delivery.timeout.ms",
                    "120000",
                    "kafka.client.linger.ms",
                    "60000")));
    try (Producer<byte[], byte[]> producer = clients.attempting()) {
      long start = System.nanoTime();

      Answer answer = carry(producer, Long.MAX_VALUE);

      assertThat(answer.cause()).isEqualTo(Answer.Cause.KAFKA);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isLessThan(WebhookClient.TOTAL.toMillis());
    }
  }

  private static Answer carry(Producer<byte[], byte[]> producer, long untilMillis)
      throws Exception {
    return new TopicCarrier(producer, "campaigns", CLOCKS)
        .carry(TriggerText.read(DeliveryParts.trigger("t")), untilMillis);
  }
}
