package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.deliver.destination.DestinationsReader.Result;
import io.waymark.kafka.TopicHistory;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.EndpointStatus;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Document;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole delivery on a real broker, to receivers on this machine. */
class DeliveryIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int PARTITIONS = 4;

  @TempDir Path folder;

  private final Map<String, List<String>> sent = new LinkedHashMap<>();
  private final Map<String, Long> expiries = new LinkedHashMap<>();
  private final Random random = new Random(11);
  private Settings settings;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    String prefix = test.getTestMethod().orElseThrow().getName().substring(0, 12) + ".";
    settings =
        SettingsReader.with(
            Map.of(
                "kafka.bootstrap",
                BROKER.bootstrap(),
                "kafka.group",
                prefix + "waymark",
                "kafka.create-topics",
                "true",
                "topics.prefix",
                prefix,
                "deliver.networks",
                "127.0.0.0/8"));
    for (Topic topic : List.of(Topics.TRIGGERS, Topics.DEAD_LETTERS)) {
      BROKER.get().createTopic(topic.name(prefix), PARTITIONS, topic.config());
    }
    producer =
        new KafkaProducer<>(
            settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer());
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
  }

  @AfterEach
  void closeProducer() {
    producer.close();
  }

  @Test
  void eachTriggerArrivesInOrderThoughHalfOfTheCallsFailAndBothSidesRestart() throws Exception {
    long start = System.currentTimeMillis();
    try (Desk desk = new Desk(SECRET, failingHalf())) {
      Destinations destinations = destinations(webhook("desk", desk.port()));
      DeliveryProcess delivery = deliver(destinations);
      sendMany("a", 60, 12, null);
      await("some arrive", () -> desk.first().size() > 10);

      desk.stop();
      sendMany("b", 20, 12, null);
      delivery.close();
      sendMany("c", 10, 5, start + 1);
      delivery = deliver(destinations);
      desk.start();
      sendMany("d", 10, 12, null);
      await("all arrive", () -> desk.first().size() == 90);
      await("all offsets are committed", this::isAllCommitted);
      delivery.close();

      assertThat(desk.faults()).isEmpty();
      assertOrder(desk, 90);
      assertNoneAfterItsExpiry(desk);
    }
    List<DeliveryAttempt> log = deliveries();
    assertThat(log).filteredOn(each -> each.outcome() == Outcome.FAILED).hasSizeGreaterThan(20);
    assertThat(log)
        .filteredOn(each -> each.outcome() == Outcome.DELIVERED)
        .hasSizeGreaterThanOrEqualTo(90)
        .allSatisfy(
            each -> {
              assertThat(each.latency().emittedMillis()).isNotNull();
              assertThat(each.timeMillis()).isGreaterThanOrEqualTo(each.latency().emittedMillis());
              assertThat(each.status()).isEqualTo(204);
            });
    assertThat(read(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.document()))
        .hasSize(10)
        .allSatisfy(
            letter -> {
              assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNDELIVERED);
              assertThat(letter.message()).isEqualTo("to desk: expired after 0 attempts");
            });
  }

  @Test
  void killedAtAnyPointEachTriggerStillArrivesInOrder() throws Exception {
    try (Desk desk = new Desk(SECRET, failingHalf())) {
      Path file = folder.resolve("destinations.yaml");
      Files.writeString(file, "destinations:\n" + webhook("desk", desk.port()));
      for (int round = 0; round < 6; round++) {
        sendMany("k" + round + "-", 15, 8, null);
        int before = desk.accepted().size();
        Process process = spawn(file);
        await("it delivers", () -> desk.accepted().size() > before);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
        process.destroyForcibly().waitFor();
      }
      try (DeliveryProcess last = deliver(destinations(webhook("desk", desk.port())))) {
        await("all arrive", () -> desk.first().size() == 90);
        await("all offsets are committed", this::isAllCommitted);
      }

      assertThat(desk.faults()).isEmpty();
      assertOrder(desk, 90);
    }
  }

  @Test
  void parksWhatHasNoDestinationUntilItHasOne() throws Exception {
    try (Desk desk = new Desk(SECRET, id -> 204)) {
      try (DeliveryProcess without = deliver(destinations(webhook("another", desk.port())))) {
        sendMany("u", 10, 3, null);
        await("all offsets are committed", this::isAllCommitted);
      }
      assertThat(desk.accepted()).isEmpty();
      assertThat(deliveries())
          .hasSize(10)
          .allMatch(each -> each.outcome() == Outcome.PARKED)
          .allMatch(each -> each.reason().equals("no destination has this name"));

      try (DeliveryProcess with = deliver(destinations(webhook("desk", desk.port())))) {
        await("all arrive", () -> desk.first().size() == 10);
      }

      assertOrder(desk, 10);
      assertThat(desk.accepted()).hasSize(10);
    }
  }

  @Test
  void disablesAnEndpointThatIsGoneUntilItIsEnabledAndSendsDeadLettersAgain() throws Exception {
    int[] status = {410};
    try (Desk desk = new Desk(SECRET, id -> status[0])) {
      Destinations destinations = destinations(webhook("desk", desk.port()));
      try (DeliveryProcess delivery = deliver(destinations)) {
        sendMany("g", 6, 2, null);
        await("all offsets are committed", this::isAllCommitted);
      }
      status[0] = 204;
      try (DeliveryProcess delivery = deliver(destinations)) {
        sendMany("h", 4, 2, System.currentTimeMillis() + 2_000);
        await("four are given up", () -> dead() == 4);
        assertThat(desk.accepted()).isEmpty();

        Switchboard.put(
            settings,
            new EndpointStatus(
                "desk", EndpointStatus.State.LIVE, System.currentTimeMillis(), "by hand"));
        await("the parked ones arrive", () -> desk.first().size() == 6);

        Replay replay = new Replay(settings);
        List<Replay.Candidate> candidates = replay.find(each -> each.to().equals("desk"));
        replay.send(candidates, System.currentTimeMillis() + 60_000);
        await("the dead letters arrive", () -> desk.first().size() == 10);

        assertThat(candidates).hasSize(4);
        await("the log has them", () -> new Replay(settings).find(each -> true).isEmpty());
      }
      assertThat(desk.faults()).isEmpty();
      assertThat(desk.accepted()).hasSize(10);
    }
  }

  @Test
  void writesToTopicsAndFilesAndRefusesWhatIsNoTrigger() throws Exception {
    Path file = folder.resolve("triggers.jsonl");
    Files.writeString(file, "{\"cut\": ");
    BROKER.get().createTopic("campaigns", 1, Map.of());
    try (DeliveryProcess delivery =
        deliver(
            destinations("- {to: desk, file: " + file + "}\n- {to: mail, topic: campaigns}\n"))) {
      sendMany("f", 8, 2, null);
      send(TriggerSamples.trigger("m1", "mail", "ann", 1_000, null));
      producer
          .send(
              new ProducerRecord<>(
                  name(Topics.TRIGGERS), 0, null, "{".getBytes(StandardCharsets.UTF_8)))
          .get();
      await("all offsets are committed", this::isAllCommitted);
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(9);
    assertThat(lines.get(0)).isEqualTo("{\"cut\": ");
    assertThat(TriggerText.read(lines.get(1).getBytes(StandardCharsets.UTF_8)).trigger().to())
        .isEqualTo("desk");
    assertThat(read(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.document()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.message()).startsWith("the record is no trigger"));
    assertThat(deliveries())
        .filteredOn(each -> each.to().equals("mail"))
        .singleElement()
        .satisfies(each -> assertThat(each.outcome()).isEqualTo(Outcome.DELIVERED));
  }

  /** Fails at random half of the calls, but no trigger more than four times in a row. */
  private static ToIntFunction<String> failingHalf() {
    Random dice = new Random(5);
    Map<String, Integer> failures = new HashMap<>();
    return id -> {
      if (dice.nextBoolean() || failures.merge(id, 1, Integer::sum) > 4) {
        failures.remove(id);
        return 204;
      }
      return List.of(500, 503, 0, 404).get(dice.nextInt(4));
    };
  }

  private String webhook(String to, int port) {
    return "- to: "
        + to
        + "\n  webhook: {url: \"http://127.0.0.1:"
        + port
        + "/\", secrets: \"${file:"
        + folder.resolve("secret")
        + "}\", private: true}\n";
  }

  private static Destinations destinations(String items) {
    Result result = DestinationsReader.read("d.yaml", "destinations:\n" + items);
    assertThat(result).as("%s", result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok) result).destinations();
  }

  private DeliveryProcess deliver(Destinations destinations) throws Exception {
    return DeliveryProcess.start(
        settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
  }

  private Process spawn(Path destinations) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx200m",
            "-cp",
            System.getProperty("java.class.path"),
            "io.waymark.cli.DeliverCommand",
            "--set",
            "kafka.bootstrap=" + settings.kafka().bootstrap(),
            "--set",
            "kafka.group=" + settings.group(),
            "--set",
            "kafka.create-topics=true",
            "--set",
            "topics.prefix=" + settings.prefix(),
            "--set",
            "deliver.networks=127.0.0.0/8",
            "--set",
            "deliver.destinations=" + destinations,
            "--set",
            "kafka.client.session.timeout.ms=6000")
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "delivery.log"))
        .start();
  }

  private void sendMany(String name, int count, int customers, Long expiresMillis)
      throws Exception {
    for (int i = 0; i < count; i++) {
      String customer = "c" + random.nextInt(customers);
      String id = name + i;
      send(
          TriggerSamples.trigger(
              id, "desk", customer, System.currentTimeMillis() - 5, expiresMillis));
      if (expiresMillis == null || expiresMillis > System.currentTimeMillis()) {
        sent.computeIfAbsent(customer, each -> new ArrayList<>()).add(id);
      }
      if (expiresMillis != null) {
        expiries.put(id, expiresMillis);
      }
    }
  }

  private void send(Trigger trigger) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                name(Topics.TRIGGERS),
                trigger.customer().getBytes(StandardCharsets.UTF_8),
                TriggerSamples.bytes(trigger)))
        .get();
  }

  private void assertOrder(Desk desk, int count) {
    List<Desk.Accepted> first = desk.first();
    assertThat(first).hasSize(count);
    Map<String, List<String>> arrived =
        first.stream()
            .collect(
                Collectors.groupingBy(
                    Desk.Accepted::customer,
                    Collectors.mapping(Desk.Accepted::id, Collectors.toList())));
    assertThat(arrived).isEqualTo(sent);
  }

  private void assertNoneAfterItsExpiry(Desk desk) {
    assertThat(expiries).isNotEmpty();
    assertThat(desk.accepted())
        .allMatch(each -> each.atMillis() <= expiries.getOrDefault(each.id(), Long.MAX_VALUE));
  }

  private int dead() throws Exception {
    return (int) deliveries().stream().filter(each -> each.outcome() == Outcome.DEAD).count();
  }

  private List<DeliveryAttempt> deliveries() throws Exception {
    return read(Topics.DELIVERIES, Topics.DELIVERIES.document());
  }

  private <T> List<T> read(Topic topic, Document<T> document) throws Exception {
    List<T> records = new ArrayList<>();
    try (TopicHistory history = TopicHistory.of(settings, topic)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          records.add(document.read(record.value()));
        }
      }
    }
    return records;
  }

  private boolean isAllCommitted() throws Exception {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(KafkaClients.groupName(settings))
              .partitionsToOffsetAndMetadata()
              .get();
      Map<TopicPartition, Long> ends = ends(admin);
      return ends.entrySet().stream()
          .filter(end -> end.getValue() > 0)
          .allMatch(
              end ->
                  committed.containsKey(end.getKey())
                      && committed.get(end.getKey()).offset() == end.getValue());
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin) throws Exception {
    Map<TopicPartition, org.apache.kafka.clients.admin.OffsetSpec> asked = new LinkedHashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      asked.put(
          new TopicPartition(name(Topics.TRIGGERS), i),
          org.apache.kafka.clients.admin.OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    for (var each : admin.listOffsets(asked).all().get().entrySet()) {
      ends.put(each.getKey(), each.getValue().offset());
    }
    return ends;
  }

  private String name(Topic topic) {
    return topic.name(settings.prefix());
  }

  private static void await(String what, Patience.Probe<?> probe) throws Exception {
    Patience.of(LONG).await(what, probe);
  }
}
