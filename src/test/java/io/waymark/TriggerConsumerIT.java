package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import io.waymark.wire.Document;
import io.waymark.wire.Topics;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The consumer that the documents show does what they say. */
class TriggerConsumerIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private static final Pattern CONSUMER = Pattern.compile("(?s)```java\n(.*?)```");

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void actsOnceForWhatIsForItAndNotExpired() throws Exception {
    BROKER.get().createTopic("waymark.triggers", 1, Map.of());
    send(trigger("t1", "engagement", "ann", false, null));
    send(trigger("t2", "service-desk", "bob", false, null));
    send(trigger("t3", "engagement", "cyn", false, Instant.now().minusSeconds(1)));
    send(trigger("t1", "engagement", "ann", false, null));
    send(trigger("t4", "engagement", "cookie-5", true, Instant.now().plusSeconds(3_600)));
    Process consumer = startedFromTheDocuments();

    try (BufferedReader lines = consumer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(List.of(lines.readLine(), lines.readLine()))
          .containsExactly(
              "parcel-late by sms to ann, because of Delivery Delayed",
              "parcel-late by sms on the page of cookie-5, because of Delivery Delayed");
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  private Process startedFromTheDocuments() throws Exception {
    Matcher shown = CONSUMER.matcher(Files.readString(Path.of("src/site/markdown/triggers.md")));
    assertThat(shown.find()).isTrue();
    Path source = Files.writeString(folder.resolve("TriggerConsumer.java"), shown.group(1));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-cp",
            System.getProperty("java.class.path"),
            source.toString(),
            BROKER.get().bootstrap())
        .redirectError(folder.resolve("consumer.log").toFile())
        .start();
  }

  private static void send(Trigger trigger) throws Exception {
    Document<Trigger> document = Topics.TRIGGERS.document();
    Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.get().bootstrap());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(
              "waymark.triggers",
              trigger.customer(),
              document.write(trigger, System.currentTimeMillis()));
      document
          .headers(trigger)
          .forEach(
              (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      producer.send(record).get();
    }
  }

  private static Trigger trigger(
      String id, String to, String customer, boolean isAnonymous, @Nullable Instant expires) {
    return new Trigger(
        id,
        "parcel-is-late",
        "v1",
        "A parcel is late",
        Signal.FRUSTRATION,
        "customer-service",
        to,
        80,
        customer,
        isAnonymous,
        "onboarding",
        null,
        "Delivery Delayed",
        1_000,
        expires == null ? null : expires.toEpochMilli(),
        List.of(new Evidence("late", "e1", "Delivery Delayed", 1_000)),
        Map.of("template", "parcel-late", "channel", "sms"),
        new Latency(1_000, 1_001L, 1_002));
  }
}
