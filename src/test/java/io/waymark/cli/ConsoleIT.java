package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.console.Console;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import io.waymark.lab.FreePort;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console before a broker that is not there, comes, goes and comes again. */
class ConsoleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(60));

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @Test
  void saysHowItIsWhateverBecomesOfTheBroker() throws Exception {
    int broker = FreePort.near(29_092);
    try (Console console = console(broker)) {
      port = console.port();
      PATIENCE.await("no broker is there", () -> says("kafka").contains("no Kafka broker answers"));
      assertThat(status()).isEqualTo(503);

      try (EmbeddedBroker kafka = EmbeddedBroker.start(folder.resolve("kafka"), broker)) {
        PATIENCE.await("topics are missing", () -> says("topics").contains("missing"));
        assertThat(says("topics")).contains("waymark.triggers", "start the job");
        assertThat(status()).isEqualTo(503);

        for (Topic topic : Topics.OUTPUTS) {
          kafka.createTopic("waymark." + topic.id(), 2, Map.of());
        }
        PATIENCE.await("all is well", () -> status() == 200);
        assertThat(health().at("/topics/waymark.triggers/lastRecordAt").isNull()).isTrue();

        send(kafka.bootstrap(), "waymark.triggers");
        PATIENCE.await(
            "the record was seen",
            () -> health().at("/topics/waymark.triggers/lastRecordAt").isTextual());
      }
      long gone = System.nanoTime();
      PATIENCE.await("the broker is missed", () -> status() == 503);
      assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(15));

      try (EmbeddedBroker kafka = EmbeddedBroker.start(folder.resolve("kafka"), broker)) {
        PATIENCE.await("the broker " + kafka.bootstrap() + " is back", () -> status() == 200);
        assertThat(health().at("/topics/waymark.triggers/behind").asInt()).isZero();
      }
    }
  }

  private Console console(int broker) throws Exception {
    Settings settings =
        Console.read(
            null,
            Map.of(
                "kafka.bootstrap",
                "127.0.0.1:" + broker,
                "console.port",
                "0",
                "console.store",
                folder.resolve("console").toString()));
    return Console.start(
        settings,
        settings.console(),
        RowStore.open(StoreSettings.of(settings.console())),
        Clock.systemUTC());
  }

  private static void send(String bootstrap, String topic) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "ann", "{}")).get();
    }
  }

  private int status() throws IOException, InterruptedException {
    return get().statusCode();
  }

  private JsonNode health() throws IOException, InterruptedException {
    return JSON.readTree(get().body());
  }

  private String says(String check) throws IOException, InterruptedException {
    return health().at("/checks/" + check + "/says").asText();
  }

  private HttpResponse<String> get() throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
