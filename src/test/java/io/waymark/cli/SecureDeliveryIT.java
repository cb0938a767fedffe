package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.cli.Rights.Right;
import io.waymark.deliver.DeliveryProcess;
import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.kafka.DeliveryTopics;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.UndeliveredReplay;
import io.waymark.lab.Patience;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery against a broker that grants what the page on security says and no more. */
class SecureDeliveryIT {
  @TempDir private static Path folder;
  private static SecureKafka kafka;

  /** The name of the job: its group and the prefix of its topics. */
  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = new SecureKafka(folder);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void theDeliveryNamesAllRightsThatItLacksAndEachAlone() throws Exception {
    kafka.createTopics(name);
    List<Right> rights = SecureKafka.deliveryRights(name, "deliver", "destinations");

    String all = refusalOfTheDelivery(Map.of());

    assertThat(rights)
        .hasSize(7)
        .filteredOn(right -> !right.kind().equals("group"))
        .allSatisfy(right -> assertThat(all).contains(right.said()));
    kafka.grant(rights);
    for (Right right : rights) {
      kafka.revoke(right);
      String refusal = refusalOfTheDelivery(Map.of());
      kafka.grant(List.of(right));

      assertThat(refusal)
          .isEqualTo(
              "the delivery lacks rights on "
                  + kafka.secure()
                  + ": "
                  + right.said()
                  + "; security.md says how they are granted");
    }
    DeliveryTopics.find(kafka.settings(name, Map.of()), List.of(SecureKafka.destinationOf(name)));
  }

  @Test
  void deliversAndReplaysWithTheRightsOfThePage() throws Exception {
    kafka.createTopics(name);
    kafka.grant(SecureKafka.deliveryRights(name, "deliver", "destinations"));
    Settings settings = kafka.settings(name, Map.of());
    Destinations destinations =
        new Destinations(
            List.of(new Destination.KafkaTopic("desk", SecureKafka.destinationOf(name))));

    try (DeliveryProcess delivery =
        DeliveryProcess.start(
            settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC())) {
      sendTrigger("t1", "desk");
      Patience.of(Duration.ofSeconds(60))
          .await(
              "it is delivered",
              () -> delivery.metrics().write().contains("delivered_total{to=\"desk\"} 1\n"));
    }
    kafka.awaitOffsets(name + "-deliver");
    kafka.grant(SecureKafka.deliveryRights(name, "replay"));

    assertThat(new UndeliveredReplay(settings).find(each -> true)).isEmpty();
  }

  @Test
  void theDeliveryNamesEachTopicThatIsNotThere() throws Exception {
    kafka.createTopics(name);
    kafka.grant(SecureKafka.deliveryRights(name, "deliver", "destinations"));

    NotReadyException refused =
        catchThrowableOfType(
            NotReadyException.class,
            () ->
                DeliveryTopics.find(
                    SettingsReader.read(
                        null,
                        Map.of("kafka.bootstrap", kafka.plain(), "topics.prefix", name + ".")),
                    List.of("a-" + name, "b-" + name)));

    assertThat(refused)
        .hasMessage(
            "there is no topic a-"
                + name
                + ", b-"
                + name
                + " on "
                + kafka.plain()
                + "; create it, or set kafka.create-topics=true");
  }

  private void sendTrigger(String id, String to) throws Exception {
    long now = System.currentTimeMillis();
    Trigger trigger =
        new Trigger(
            id,
            "help",
            "v1",
            "Help",
            Signal.FRUSTRATION,
            "service",
            to,
            50,
            "anna",
            null,
            null,
            null,
            "why",
            now,
            null,
            List.of(),
            Map.of(),
            new Trigger.Latency(now, now, now));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.plain()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  name + ".triggers", Topics.TRIGGERS.document().write(trigger, now)))
          .get();
    }
  }

  private String refusalOfTheDelivery(Map<String, String> set) throws Exception {
    Settings settings = kafka.settings(name, set);
    NotReadyException refused =
        catchThrowableOfType(
            NotReadyException.class,
            () -> DeliveryTopics.find(settings, List.of(SecureKafka.destinationOf(name))));
    assertThat(refused).isNotNull();
    return refused.getMessage();
  }
}
