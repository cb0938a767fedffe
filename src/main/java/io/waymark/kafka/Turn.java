package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The turn of one publisher at a topic. Its begin ends the turn of every other publisher. So what
 * it reads is still the last push when its own is committed, or its own is refused.
 *
 * <p>All publishers share one transactional id, the name of the topic. A producer that begins with
 * it makes the broker abort what another one has not committed, and refuse the other one from then
 * on (KIP-98). A publisher that ends in the midst of a transaction holds readers back until the
 * next turn begins, or {@link #TIMEOUT} has passed.
 */
final class Turn implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

  /** Bounds the size of a transaction: a text has 64 KB at most. */
  private static final int MOST_TOGETHER = 200;

  private final String id;
  private final Producer<byte[], byte[]> producer;

  private Turn(String id, Producer<byte[], byte[]> producer) {
    this.id = id;
    this.producer = producer;
  }

  /**
   * Begins a turn.
   *
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  static Turn begin(Connection kafka, String topic) throws InterruptedException {
    return begin(
        topic,
        properties ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        kafka.properties());
  }

  static Turn begin(
      String topic,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers,
      Map<String, Object> properties)
      throws InterruptedException {
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TIMEOUT.toMillis());
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    Turn turn = new Turn(topic, producers.apply(properties));
    try {
      turn.producer.initTransactions();
      return turn;
    } catch (InterruptException e) {
      turn.close();
      throw interrupted(e);
    } catch (KafkaException e) {
      turn.close();
      throw turn.answer(e);
    }
  }

  /**
   * Pushes records in their order and returns when Kafka has them.
   *
   * @throws OvertakenException if another turn has begun; of many records, some may have been taken
   */
  void push(Iterator<ProducerRecord<byte[], byte[]>> records)
      throws OvertakenException, InterruptedException {
    while (records.hasNext()) {
      Future<RecordMetadata> unused = commit(records);
    }
  }

  /**
   * Pushes one record and returns when Kafka has it.
   *
   * @return the time stamp of the record on its topic, as every reader finds it
   * @throws OvertakenException if another turn has begun; the record is not taken
   */
  Instant push(ProducerRecord<byte[], byte[]> record)
      throws OvertakenException, InterruptedException {
    Future<RecordMetadata> sent = commit(List.of(record).iterator());
    try {
      return Instant.ofEpochMilli(sent.get().timestamp());
    } catch (ExecutionException e) {
      throw new IllegalStateException("committed, but not sent", e);
    }
  }

  /** Commits the next records, and returns what was sent last; all of it is done by then. */
  private Future<RecordMetadata> commit(Iterator<ProducerRecord<byte[], byte[]>> records)
      throws OvertakenException, InterruptedException {
    try {
      producer.beginTransaction();
      // The commit fails where a record could not be sent.
      Future<RecordMetadata> last = producer.send(records.next());
      for (int count = 1; count < MOST_TOGETHER && records.hasNext(); count++) {
        last = producer.send(records.next());
      }
      producer.commitTransaction();
      return last;
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      if (RootCause.causes(e).anyMatch(Turn::isOvertaken)) {
        throw new OvertakenException();
      }
      throw answer(e);
    }
  }

  private static boolean isOvertaken(Throwable cause) {
    return cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException;
  }

  /** Returns what the broker answered, without what the client wraps around it. */
  private KafkaException answer(KafkaException failure) {
    if (RootCause.of(failure) instanceof TransactionalIdAuthorizationException) {
      return new TransactionalIdAuthorizationException(
          "no Write on the transactional id " + id + ", without which nobody publishes to it");
    }
    return RootCause.causes(failure)
        .filter(
            cause -> cause instanceof KafkaException && cause.getClass() != KafkaException.class)
        .map(KafkaException.class::cast)
        .findFirst()
        .orElse(failure);
  }

  static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException("while it was published");
    interrupted.initCause(e);
    return interrupted;
  }

  /** Aborts what was not committed. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
