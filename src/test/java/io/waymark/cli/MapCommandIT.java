package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.MapSamples;
import io.waymark.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code waymark map} before a broker: without one, without a topic, without a cut, and with it.
 */
class MapCommandIT {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysThatNoBrokerAnswers() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(execute("127.0.0.1:" + free)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("waymark: no Kafka broker answers at 127.0.0.1:" + free + " (10 s waited)");
  }

  @Test
  void printsTheLastWholeCut() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      assertThat(execute(broker.bootstrap())).isEqualTo(1);
      assertThat(errors()).startsWith("waymark: the topic waymark.journey-map is missing: start");

      broker.createTopic("waymark.journey-map", 1, Map.of("cleanup.policy", "compact"));
      send(broker, MapSamples.stage("all", "purchase", 2, NOON, 5));
      assertThat(execute(broker.bootstrap())).isEqualTo(1);
      assertThat(errors()).startsWith("waymark: no cut is on waymark.journey-map yet");

      send(broker, MapRecord.closing(NOON, new CutFigures(1)));
      send(broker, MapSamples.stage("all", "purchase", 2, NOON + 2_000, 6));
      assertThat(execute(broker.bootstrap(), "--window", "all")).isZero();
      assertThat(out.toString())
          .contains("journey map of all, all since the beginning", "as of 2026-03-01T12:00:00Z")
          .containsPattern("purchase +5 +120 +65 +3 +40 +12 +90 min +> 12 d +54% \\(45..63\\)");

      assertThat(execute(broker.bootstrap(), "--segment", "al")).isEqualTo(2);
      assertThat(errors()).startsWith("waymark: no segment 'al' on the map; did you mean 'all'?");
    }
  }

  @Test
  void printsTheDocumentOfTheCutAndPassesOverWhatIsNoPartOfIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      broker.createTopic("waymark.journey-map", 1, Map.of());
      MapRecord stage = MapSamples.stage("all", "purchase", 2, NOON, 5);
      send(broker, "odd", "no JSON".getBytes(StandardCharsets.UTF_8));
      send(broker, stage);
      send(broker, MapRecord.closing(NOON, new CutFigures(1)));

      assertThat(execute(broker.bootstrap(), "--json")).isZero();

      assertThat(MapCutDocument.read(out.toString().getBytes(StandardCharsets.UTF_8)))
          .contains(new MapCut(NOON, List.of(stage)));
      assertThat(errors()).startsWith("not JSON: ").contains("waymark.journey-map at offset 0");
    }
  }

  private static void send(EmbeddedBroker broker, MapRecord record) throws Exception {
    send(broker, record.key(), Topics.JOURNEY_MAP.document().write(record, NOON));
  }

  private static void send(EmbeddedBroker broker, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "waymark.journey-map", key.getBytes(StandardCharsets.UTF_8), value))
          .get();
    }
  }

  private String errors() {
    String errors = err.toString();
    err.getBuffer().setLength(0);
    return errors;
  }

  private int execute(String bootstrap, String... options) {
    List<String> args = new ArrayList<>(List.of("map", "--set", "kafka.bootstrap=" + bootstrap));
    args.addAll(List.of(options));
    return Waymark.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args.toArray(String[]::new));
  }
}
