package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.deliver.destination.DestinationsReader.Result;
import io.waymark.kafka.DeliveryTopics;
import io.waymark.kafka.ParkedRecords;
import io.waymark.kafka.ParkedTrigger;
import io.waymark.kafka.TopicHistory;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
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
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A delivery on a broker: its topics, its processes and the triggers that it is sent. */
final class DeliveryUnderTest implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(3);
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int PARTITIONS = 4;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Map<String, List<String>> sent = new LinkedHashMap<>();
  private final Map<String, Long> expiries = new LinkedHashMap<>();
  private final Random random = new Random(11);
  private final Path folder;
  private final Map<String, String> values;
  private final Settings settings;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Creates topics of their own, whose names begin with a prefix. */
  DeliveryUnderTest(EmbeddedBroker broker, String prefix, Path folder) throws Exception {
    this.folder = folder;
    this.values =
        Map.of(
            "kafka.bootstrap",
            broker.bootstrap(),
            "kafka.group",
            prefix + "waymark",
            "kafka.create-topics",
            "true",
            "topics.prefix",
            prefix,
            "deliver.networks",
            "127.0.0.0/8");
    this.settings = SettingsReader.with(values);
    for (Topic topic : List.of(Topics.TRIGGERS, Topics.DEAD_LETTERS)) {
      broker.createTopic(topic.name(prefix), PARTITIONS, topic.config());
    }
    this.producer =
        new KafkaProducer<>(
            settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer());
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
  }

  Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Sends bytes that are no trigger. */
  void sendRaw(byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(name(Topics.TRIGGERS), 0, null, value)).get();
  }

  /** Fails at random half of the calls, but no trigger more than four times in a row. */
  static ToIntFunction<String> failingHalf() {
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

  String webhook(String to, int port) {
    return "- to: "
        + to
        + "\n  webhook: {url: \"http://127.0.0.1:"
        + port
        + "/\", secrets: \"${file:"
        + folder.resolve("secret")
        + "}\", private: true}\n";
  }

  static Destinations destinations(String items) {
    Result result = DestinationsReader.read("d.yaml", "destinations:\n" + items);
    assertThat(result).as("%s", result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok) result).destinations();
  }

  DeliveryProcess deliver(Destinations destinations) throws Exception {
    return DeliveryProcess.start(
        settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
  }

  /** Returns the numbers that a delivery shows to Prometheus, by their names without the prefix. */
  static Map<String, Long> counts(DeliveryProcess delivery) {
    return delivery
        .metrics()
        .write()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("^waymark_deliver_", ""))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))));
  }

  /** Returns the settings of a process that takes the place of one that was killed. */
  private Map<String, String> valuesOfOneThatIsKilled() {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put("kafka.client.group.instance.id", "killed");
    return all;
  }

  Process spawn(Path destinations) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("io.waymark.cli.DeliverCommand");
    valuesOfOneThatIsKilled()
        .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    arguments.addAll(
        List.of("--set", "deliver.destinations=" + destinations, "--set", "deliver.port=0"));
    return java(arguments);
  }

  /** Starts a process that parks most of what waits. */
  Process spawnWithLittleMemory(Path destinations) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(SpawnedDelivery.class.getName());
    arguments.add(destinations.toString());
    valuesOfOneThatIsKilled().forEach((key, value) -> arguments.add(key + "=" + value));
    return java(arguments);
  }

  /** Delivers here, in the place of the processes that were killed. */
  DeliveryProcess deliverInPlaceOfTheKilled(Destinations destinations) throws Exception {
    return SpawnedDelivery.start(SettingsReader.with(valuesOfOneThatIsKilled()), destinations);
  }

  private Process java(List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "delivery.log"))
        .start();
  }

  void sendMany(String name, int count, int customers, Long expiresMillis) throws Exception {
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

  void send(Trigger trigger) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                name(Topics.TRIGGERS),
                trigger.customer().getBytes(StandardCharsets.UTF_8),
                TriggerSamples.bytes(trigger)))
        .get();
  }

  /** Parks triggers as another process does, in the partition of the statuses. */
  void park(int count, String to) throws Exception {
    List<Future<?>> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ParkedTrigger parked =
          new ParkedTrigger(
              "p" + i, to, "c" + i, ParkedRecords.OF_STATUSES, 0, System.currentTimeMillis() + DAY);
      written.add(
          producer.send(
              ParkedRecords.park(settings.prefix(), parked, new byte[] {'{', '}'}, "", "other")));
    }
    for (Future<?> each : written) {
      each.get();
    }
  }

  void assertOrder(Desk desk, int count) {
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

  void assertNoneAfterItsExpiry(Desk desk) {
    assertThat(expiries).isNotEmpty();
    assertThat(desk.accepted())
        .allMatch(each -> each.atMillis() <= expiries.getOrDefault(each.id(), Long.MAX_VALUE));
  }

  int dead() throws Exception {
    return (int) deliveries().stream().filter(each -> each.outcome() == Outcome.DEAD).count();
  }

  List<DeliveryAttempt> deliveries() throws Exception {
    return read(Topics.DELIVERIES, Topics.DELIVERIES.document());
  }

  <T> List<T> read(Topic topic, Document<T> document) throws Exception {
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

  boolean isAllCommitted() throws Exception {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(DeliveryTopics.group(settings))
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

  Map<TopicPartition, Long> ends(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      asked.put(new TopicPartition(name(Topics.TRIGGERS), i), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    for (var each : admin.listOffsets(asked).all().get().entrySet()) {
      ends.put(each.getKey(), each.getValue().offset());
    }
    return ends;
  }

  String name(Topic topic) {
    return topic.name(settings.prefix());
  }

  /** Waits until so many have arrived, however long that takes, as long as more arrive. */
  static void awaitGrowth(int all, IntSupplier arrived) throws Exception {
    while (arrived.getAsInt() < all) {
      int before = arrived.getAsInt();
      await("more than %d of %d arrive".formatted(before, all), () -> arrived.getAsInt() > before);
    }
  }

  static void await(String what, Patience.Probe<?> probe) throws Exception {
    Patience.of(LONG).await(what, probe);
  }
}
