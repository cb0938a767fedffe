package io.waymark.kafka;

import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * The turn of one publisher at the rules topic. Its begin ends the turn of every other publisher.
 * So what it reads is still the last push when its own is committed, or its own is refused.
 *
 * <p>All publishers share one transactional id, the name of the topic. A producer that begins with
 * it makes the broker abort what another one has not committed, and refuse the other one from then
 * on (KIP-98). A publisher that ends in the midst of a transaction holds readers back until the
 * next turn begins, or {@link #TIMEOUT} has passed.
 */
public final class RulesTurn implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

  /** Bounds the size of a transaction: a text of a rule has 64 KB at most. */
  private static final int MOST_TOGETHER = 200;

  private final String topic;
  private final Supplier<List<Pushed>> reader;
  private final Producer<byte[], byte[]> producer;

  private RulesTurn(
      String topic, Supplier<List<Pushed>> reader, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.reader = reader;
    this.producer = producer;
  }

  /**
   * Begins a turn.
   *
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  static RulesTurn begin(Connection kafka, String topic) throws InterruptedException {
    return begin(
        topic,
        () -> RulesTopic.pushes(kafka, topic),
        properties ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        kafka.properties());
  }

  static RulesTurn begin(
      String topic,
      Supplier<List<Pushed>> reader,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers,
      Map<String, Object> properties)
      throws InterruptedException {
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TIMEOUT.toMillis());
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    RulesTurn turn = new RulesTurn(topic, reader, producers.apply(properties));
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

  /** Returns the last push of a rule, removals included; empty for a rule without any. */
  public Optional<Pushed> last(String id) throws InterruptedException {
    try {
      return reader.get().stream()
          .filter(each -> each.rule().id().equals(id))
          .reduce((earlier, later) -> later);
    } catch (InterruptException e) {
      throw interrupted(e);
    }
  }

  /**
   * Pushes rules in their order and returns when Kafka has them.
   *
   * @param rules whose offsets do not matter
   * @throws OvertakenException if another turn has begun; of many rules, some may have been taken
   */
  public void push(Collection<RuleText> rules) throws OvertakenException, InterruptedException {
    Iterator<ProducerRecord<byte[], byte[]>> records =
        rules.stream().map(rule -> RulesTopic.record(topic, rule)).iterator();
    while (records.hasNext()) {
      commit(records);
    }
  }

  /**
   * Pushes a rule and returns when Kafka has it.
   *
   * @param headers by name, beside the origin
   * @throws OvertakenException if another turn has begun; the rule is not taken
   */
  public void push(RuleText rule, Map<String, String> headers)
      throws OvertakenException, InterruptedException {
    ProducerRecord<byte[], byte[]> record = RulesTopic.record(topic, rule);
    headers.forEach(
        (key, text) -> record.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
    commit(List.of(record).iterator());
  }

  private void commit(Iterator<ProducerRecord<byte[], byte[]>> records)
      throws OvertakenException, InterruptedException {
    try {
      producer.beginTransaction();
      for (int count = 0; count < MOST_TOGETHER && records.hasNext(); count++) {
        // The commit fails where a record could not be sent.
        Future<RecordMetadata> unused = producer.send(records.next());
      }
      producer.commitTransaction();
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      if (RootCause.causes(e).anyMatch(RulesTurn::isOvertaken)) {
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
          "no Write on the transactional id " + topic + ", without which nobody publishes rules");
    }
    return RootCause.causes(failure)
        .filter(
            cause -> cause instanceof KafkaException && cause.getClass() != KafkaException.class)
        .map(KafkaException.class::cast)
        .findFirst()
        .orElse(failure);
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException("while rules were published");
    interrupted.initCause(e);
    return interrupted;
  }

  /** Aborts what was not committed. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
