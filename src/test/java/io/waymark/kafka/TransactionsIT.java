package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asks a real broker how transactions ended, and what is left to read of their topics. */
class TransactionsIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  private static Connection kafka;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = new Connection(BROKER.bootstrap(), Map.of());
    create("records");
  }

  @Test
  void knowsATransactionThatWasCommitted() throws Exception {
    try (KafkaProducer<String, String> producer = begun("committed", 60_000)) {
      producer.commitTransaction();
    }

    assertThat(ask("committed")).isEqualTo(TransactionOutcome.COMMITTED);
  }

  @Test
  void knowsATransactionThatWasAborted() throws Exception {
    try (KafkaProducer<String, String> producer = begun("aborted", 60_000)) {
      producer.abortTransaction();
    }

    assertThat(ask("aborted")).isEqualTo(TransactionOutcome.ABORTED);
  }

  @Test
  void knowsATransactionThatWasOpenForTooLong() throws Exception {
    try (KafkaProducer<String, String> producer = begun("expired", 1_000)) {
      producer.flush();
      Patience.of(Duration.ofSeconds(60))
          .await("Kafka aborts it", () -> ask("expired") == TransactionOutcome.ABORTED);
    }

    assertThat(ask("expired")).isEqualTo(TransactionOutcome.ABORTED);
  }

  @Test
  void saysThatItDoesNotKnowOfOthers() throws Exception {
    try (KafkaProducer<String, String> producer = begun("of-another", 60_000)) {
      producer.commitTransaction();
    }

    assertThat(TransactionOutcome.ask(kafka, "never-begun", 0))
        .isEqualTo(TransactionOutcome.UNKNOWN);
    assertThat(TransactionOutcome.ask(kafka, "of-another", producerId("of-another") + 1))
        .isEqualTo(TransactionOutcome.UNKNOWN);
  }

  @Test
  void findsNothingLeftBehindTheMarksOfTransactionsAndARecordThatWasAborted() throws Exception {
    create("marks");
    try (KafkaProducer<String, String> producer = begun("marks", "marks", 60_000);
        GapReader reader = reader("marks", "read_committed")) {
      producer.commitTransaction();
      awaitFound(reader, 0);
      awaitEmpty(reader, 1, 2);

      producer.beginTransaction();
      producer.send(new ProducerRecord<>("marks", "aborted")).get();
      producer.abortTransaction();

      awaitEmpty(reader, 1, 4);
      assertThat(end("marks")).isEqualTo(4);
      assertThat(reader.emptyUpTo(Map.of(0, 4L))).as("the end").isEqualTo(Map.of(0, 4L));
    }
  }

  @Test
  void doesNotTakeAnOpenTransactionForTheEnd() throws Exception {
    create("open");
    try (KafkaProducer<String, String> producer = begun("open", "open", 60_000);
        GapReader committed = reader("open", "read_committed");
        GapReader all = reader("open", "read_uncommitted")) {
      assertThat(end("open")).isEqualTo(1);
      for (int i = 0; i < 3; i++) {
        assertThat(committed.emptyUpTo(Map.of(0, 0L))).isEqualTo(Map.of(0, 0L));
      }
      awaitFound(all, 0);

      producer.commitTransaction();

      awaitFound(committed, 0);
      awaitEmpty(committed, 1, 2);
      awaitEmpty(all, 1, 2);
    }
  }

  private static void awaitFound(GapReader reader, long from) throws Exception {
    Patience.of(Duration.ofSeconds(20))
        .await("there is a record from " + from, () -> reader.emptyUpTo(Map.of(0, from)).isEmpty());
  }

  private static void awaitEmpty(GapReader reader, long from, long upTo) throws Exception {
    Patience.of(Duration.ofSeconds(20))
        .await(
            "there is nothing from " + from + " to " + upTo,
            () -> reader.emptyUpTo(Map.of(0, from)).equals(Map.of(0, upTo)));
  }

  private static GapReader reader(String topic, String isolation) {
    Map<String, Object> properties = kafka.properties();
    properties.put("isolation.level", isolation);
    return GapReader.open(properties, topic, "readers");
  }

  /** Returns the offset that the next record will have, whatever a reader may see. */
  private static long end(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  private static void create(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static KafkaProducer<String, String> begun(String id, int timeoutMillis) {
    return begun(id, "records", timeoutMillis);
  }

  private static KafkaProducer<String, String> begun(String id, String topic, int timeoutMillis) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                BROKER.bootstrap(),
                "transactional.id",
                id,
                "transaction.timeout.ms",
                timeoutMillis),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, id));
    producer.flush();
    return producer;
  }

  private static TransactionOutcome ask(String id) throws InterruptedException {
    return TransactionOutcome.ask(kafka, id, producerId(id));
  }

  private static long producerId(String id) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.properties())) {
      return admin.describeTransactions(List.of(id)).description(id).get().producerId();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
