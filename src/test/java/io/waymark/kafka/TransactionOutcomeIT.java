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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asks a real broker about transactions that ended in each way. */
class TransactionOutcomeIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  private static Connection kafka;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = new Connection(BROKER.bootstrap(), Map.of());
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(List.of(new NewTopic("records", 1, (short) 1))).all().get();
    }
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

  private static KafkaProducer<String, String> begun(String id, int timeoutMillis) {
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
    producer.send(new ProducerRecord<>("records", id));
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
