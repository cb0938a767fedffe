package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The delivery inside {@code waymark run}. */
class EmbeddedDeliveryIT {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(90));
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir Path data;

  @Test
  void bringsAllToItsPageUntilAFileSendsItElsewhere() throws Exception {
    Settings settings =
        SettingsReader.with(
            Map.of(
                "kafka.bootstrap",
                BROKER.get().bootstrap(),
                "kafka.create-topics",
                "true",
                "deliver.networks",
                EmbeddedDelivery.NETWORK));
    Path file = data.resolve("destinations.yaml");
    Path desk = data.resolve("desk.jsonl");

    try (EmbeddedDelivery delivery = EmbeddedDelivery.open(settings, data);
        KafkaProducer<byte[], byte[]> producer = producer(settings)) {
      String line = delivery.place();
      Thread thread = new Thread(delivery, "deliveries");
      thread.start();
      send(producer, settings, "t1", "service-desk");
      send(producer, settings, "t2", "a-name-that-nobody-knows");
      String address = address(line);
      PATIENCE.await("both arrive", () -> page(address).contains("2 arrived, 0 of them again"));

      replace(file, "destinations:\n  - {to: service-desk, topik: x}\n");
      send(producer, settings, "t3", "service-desk");
      PATIENCE.await("a bad file changes nothing", () -> page(address).contains("3 arrived"));
      replace(file, "destinations:\n  - {to: service-desk, file: " + desk + "}\n");
      PATIENCE.await("the file is opened", () -> Files.exists(desk));
      send(producer, settings, "t4", "service-desk");
      send(producer, settings, "t5", "receiver");

      PATIENCE.await("one is in the file", () -> Files.readAllLines(desk).size() == 1);
      PATIENCE.await("the page is a destination", () -> page(address).contains("4 arrived"));
      assertThat(line).startsWith("triggers arrive at ").contains(file.toString());
      assertThat(delivery.place()).startsWith("triggers go where " + file).contains(address);
      assertThat(page(address)).contains(">t1<", ">t2<", ">t3<", ">t5<").doesNotContain(">t4<");
      assertThat(page(address)).contains("0 refused");
      thread.interrupt();
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static void replace(Path file, String text) throws Exception {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Settings settings, String id, String to)
      throws Exception {
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
    producer
        .send(
            new ProducerRecord<>(
                Topics.TRIGGERS.name(settings.prefix()),
                Topics.TRIGGERS.document().write(trigger, now)))
        .get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Settings settings) {
    return new KafkaProducer<>(
        settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String address(String line) {
    Matcher matcher = ADDRESS.matcher(line);
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private static String page(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
