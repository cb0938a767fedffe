package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.Patience;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapSamples;
import io.waymark.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waymark map} on a topic: recounted, and followed as cuts come. */
class MapOfTopicIT {
  private static final String TOPIC = "waymark.journey-map";
  private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(30));

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    broker.createTopic(TOPIC, 1, Map.of());
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void recountsTheCutFromTheTouchpoints() throws Exception {
    Path touchpoints = Files.write(folder.resolve("in.jsonl"), touchpoints());
    MapCut cut =
        PlayedMap.of(
            new PlaybackRequest(
                List.of(touchpoints.toString()),
                "waymark",
                null,
                null,
                folder.resolve("out"),
                1,
                Map.of(),
                false,
                false));
    publish(cut.asOfMillis(), cut.records());

    assertThat(map("--verify", "--input", touchpoints.toString())).isZero();
    assertThat(out.toString())
        .contains("of the map are equal to a recount of 80 touchpoints: counts to the last digit");

    Files.write(touchpoints, touchpoints().subList(0, 79));
    assertThat(map("--verify", "--input", touchpoints.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("recount says", "the map differs from a recount of 79");
  }

  @Test
  void printsAgainWhenACutComes() throws Exception {
    FutureTask<Integer> live = new FutureTask<>(() -> map("--live", "--window", "all"));
    Thread thread = new Thread(live, "map --live");
    thread.start();
    try {
      await("no cut on " + TOPIC + " yet; waiting for the first");
      publish(START, List.of(MapSamples.stage("all", "purchase", 2, START, 5)));
      await("as of 2026-03-01T12:00:00Z");
      publish(START + 60_000, List.of(MapSamples.stage("all", "purchase", 2, START + 60_000, 7)));
      await("as of 2026-03-01T12:01:00Z");
    } finally {
      thread.interrupt();
    }

    assertThat(live.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  private void await(String text) throws Exception {
    PATIENCE.await("'" + text + "' is printed", () -> out.toString().contains(text));
  }

  private static List<String> touchpoints() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String type =
          List.of("page", "Product Viewed", "Product Added", "Order Completed").get(i % 4);
      lines.add(
          "{\"id\": \"%d\", \"customer\": \"c%d\", \"type\": \"%s\", \"time\": %d}"
              .formatted(i, i % 7, type, START + i * 60_000L));
    }
    return lines;
  }

  private void publish(long asOfMillis, List<MapRecord> records) throws Exception {
    List<MapRecord> all = new ArrayList<>(records);
    all.add(MapRecord.closing(asOfMillis, new CutFigures(records.size())));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (MapRecord record : all) {
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        byte[] value = Topics.JOURNEY_MAP.document().write(record, asOfMillis);
        producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
      }
    }
  }

  private int map(String... options) {
    List<String> words =
        new ArrayList<>(List.of("map", "--set", "kafka.bootstrap=" + broker.bootstrap()));
    words.addAll(List.of(options));
    return Waymark.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(words.toArray(String[]::new));
  }
}
