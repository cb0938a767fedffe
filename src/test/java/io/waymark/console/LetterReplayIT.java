package io.waymark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.console.api.DeadLetterReplay.Outcome;
import io.waymark.console.api.DeadLetterReplay.Request;
import io.waymark.console.store.Batch;
import io.waymark.console.store.Database;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import io.waymark.kafka.NotReadyException;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import io.waymark.settings.Connection;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replays dead letters into topics of a real broker. */
class LetterReplayIT {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private Connection kafka;
  private RowStore store;
  private String orders;
  private String clicks;

  @BeforeEach
  void open(TestInfo test) throws Exception {
    kafka = new Connection(BROKER.bootstrap(), Map.of());
    orders = test.getTestMethod().orElseThrow().getName() + ".orders-2";
    clicks = test.getTestMethod().orElseThrow().getName() + ".clicks";
    store =
        RowStore.open(
            new StoreSettings(new Database.Sqlite(folder), Duration.ofDays(30), 1L << 40));
    try (Admin admin = Admin.create(kafka.properties())) {
      admin
          .createTopics(
              List.of(new NewTopic(orders, 3, (short) 1), new NewTopic(clicks, 1, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void sendsRecordsAgainAsTheyWere() throws Exception {
    for (int i = 0; i < 6; i++) {
      keep(sent(orders, i % 3, "c-" + i, "{" + i), Reason.NOT_JSON, NOON.toEpochMilli());
    }
    sent(orders, 0, "c-9", "good");

    Outcome outcome = replay(request(null, false, null));

    assertThat(outcome).isEqualTo(new Outcome(6, 0, 0, 0, 0, null));
    List<ConsumerRecord<String, String>> all = read(orders, 13);
    List<ConsumerRecord<String, String>> again =
        all.stream().filter(each -> header(each, ReplayStep.REPLAYED) != null).toList();
    assertThat(again).hasSize(6);
    for (ConsumerRecord<String, String> each : again) {
      assertThat(each.value()).isEqualTo("{" + each.key().substring(2));
      assertThat(header(each, "trace")).isEqualTo("trace of " + each.key());
      assertThat(each.partition()).isEqualTo(Integer.parseInt(each.key().substring(2)) % 3);
      assertThat(header(each, ReplayStep.REPLAYED)).startsWith(orders + "-" + each.partition());
    }
  }

  @Test
  void sendsAnInputOnceUnlessItIsAskedToRepeat() throws Exception {
    keep(sent(orders, 0, "ann", "{1"), Reason.NOT_JSON, NOON.toEpochMilli());

    assertThat(replay(request(null, false, null)).sent()).isEqualTo(1);
    assertThat(replay(request(null, false, null))).isEqualTo(new Outcome(0, 0, 1, 0, 0, null));
    assertThat(replay(request(null, true, null)).sent()).isEqualTo(1);
    assertThat(read(orders, 3)).extracting(ConsumerRecord::value).containsOnly("{1");
  }

  @Test
  void choosesBySourceReasonAndTime() throws Exception {
    keep(sent(orders, 0, "ann", "{of-orders"), Reason.NOT_JSON, NOON.toEpochMilli());
    keep(sent(clicks, 0, "ann", "{of-clicks"), Reason.NOT_JSON, NOON.toEpochMilli());
    keep(sent(orders, 0, "ann", "{no-id"), Reason.NO_ID, NOON.toEpochMilli());
    keep(sent(orders, 0, "ann", "{old"), Reason.NOT_JSON, NOON.toEpochMilli() - 5 * HOUR);

    Outcome outcome = replay(request(orders, false, null));

    assertThat(outcome).isEqualTo(new Outcome(1, 0, 0, 0, 0, null));
    assertThat(read(orders, 4).get(3).value()).isEqualTo("{of-orders");
  }

  @Test
  void endsAtItsBoundAndContinuesFromThere() throws Exception {
    for (int i = 0; i < 7; i++) {
      keep(sent(clicks, 0, "c", "{" + i), Reason.NOT_JSON, NOON.toEpochMilli() - i);
    }
    LetterReplay bounded = new LetterReplay(kafka, store.deadLetters(), clock, 3);

    Outcome first = bounded.replay(request(null, false, null));
    Outcome second = bounded.replay(request(null, false, first.after()));
    Outcome third = bounded.replay(request(null, false, second.after()));

    assertThat(List.of(first.sent(), second.sent(), third.sent())).containsExactly(3L, 3L, 1L);
    assertThat(third.after()).isNull();
    assertThat(read(clicks, 14).stream().skip(7).map(ConsumerRecord::value))
        .containsExactly("{6", "{5", "{4", "{3", "{2", "{1", "{0");
  }

  @Test
  void takesTheLetterWhereKafkaHasDeletedTheRecord() throws Exception {
    keep(sent(clicks, 0, "ann", "{gone"), Reason.NOT_JSON, NOON.toEpochMilli());
    RecordMetadata cut = sent(clicks, 0, "ann", "{cut");
    keep(letter(position(cut), Reason.NOT_JSON, "{c", 4, NOON.toEpochMilli()));
    keep(sent(clicks, 0, "ann", "{kept"), Reason.NOT_JSON, NOON.toEpochMilli());
    keep(letter(Position.line("a.csv", 3), Reason.NOT_JSON, "{", 1, NOON.toEpochMilli()));
    try (Admin admin = Admin.create(kafka.properties())) {
      admin
          .deleteRecords(Map.of(new TopicPartition(clicks, 0), RecordsToDelete.beforeOffset(2)))
          .all()
          .get();
    }

    Outcome outcome = replay(request(null, false, null));

    assertThat(outcome).isEqualTo(new Outcome(2, 1, 0, 1, 1, null));
    assertThat(read(clicks, 3))
        .extracting(each -> each.key() + " " + each.value())
        .containsExactly("ann {kept", "null {gone", "ann {kept");
  }

  @Test
  void readsWholeWhatALetterHoldsAPartOf() throws Exception {
    RecordMetadata whole = sent(clicks, 0, "ann", "{whole");
    keep(letter(position(whole), Reason.NOT_JSON, "{w", 6, NOON.toEpochMilli()));

    assertThat(replay(request(null, false, null)).sent()).isEqualTo(1);
    assertThat(read(clicks, 2)).extracting(ConsumerRecord::value).containsOnly("{whole");
  }

  @Test
  void createsNoTopic() throws Exception {
    keep(letter(new Position("never-there", 0, 0), Reason.NOT_JSON, "{", 1, NOON.toEpochMilli()));

    assertThatThrownBy(() -> replay(request(null, false, null)))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("the topic never-there", "create it, or leave them");
    try (Admin admin = Admin.create(kafka.properties())) {
      assertThat(admin.listTopics().names().get()).doesNotContain("never-there");
    }
  }

  private Outcome replay(Request request) throws Exception {
    return new LetterReplay(kafka, store.deadLetters(), clock).replay(request);
  }

  private static Request request(
      @Nullable String source, boolean isRepeated, @Nullable String after) {
    return new Request(
        Reason.NOT_JSON.code(), source, NOON.toEpochMilli() - HOUR, isRepeated, after);
  }

  private RecordMetadata sent(String topic, int partition, String key, String value)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka.properties(), new StringSerializer(), new StringSerializer())) {
      ProducerRecord<String, String> record = new ProducerRecord<>(topic, partition, key, value);
      record.headers().add("trace", ("trace of " + key).getBytes(StandardCharsets.UTF_8));
      return producer.send(record).get();
    }
  }

  private static Position position(RecordMetadata record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  /** Keeps the letter of a record whose value has two to sixteen bytes. */
  private void keep(RecordMetadata record, Reason reason, long receivedMillis) throws Exception {
    String value = "?".repeat(record.serializedValueSize());
    if (record.topic().equals(clicks)) {
      value =
          read(clicks, Math.toIntExact(record.offset()) + 1)
              .get(Math.toIntExact(record.offset()))
              .value();
    }
    keep(letter(position(record), reason, value, value.length(), receivedMillis));
  }

  private static DeadLetter letter(
      Position position, Reason reason, String original, long size, long receivedMillis) {
    return new DeadLetter(
        position,
        reason,
        "no JSON",
        original.getBytes(StandardCharsets.UTF_8),
        size,
        receivedMillis);
  }

  private void keep(DeadLetter letter) {
    Batch batch = new Batch();
    batch.add(
        letter,
        new String(
            Topics.DEAD_LETTERS.document().write(letter, letter.receivedMillis()),
            StandardCharsets.UTF_8));
    batch.read("letters", 0, store.offsets().values().stream().mapToLong(n -> n).sum() + 1);
    store.write(batch);
  }

  /** Reads so many records of a topic, in the order of each partition. */
  private List<ConsumerRecord<String, String>> read(String topic, int count) {
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            kafka.properties(), new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (all.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    assertThat(all).hasSize(count);
    return all;
  }

  private static @Nullable String header(ConsumerRecord<String, String> record, String name) {
    return record.headers().lastHeader(name) == null
        ? null
        : new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
