package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes producers for what a person asks for, who waits for the answer. */
final class PatientProducer {
  private static final int PATIENCE_MILLIS = 10_000;

  private PatientProducer() {}

  /**
   * Sends records and returns when Kafka has all of them.
   *
   * @param asker who sends, for messages
   * @throws NotReadyException if Kafka does not take one, or does not answer
   */
  static void send(
      Connection kafka, String asker, Collection<ProducerRecord<byte[], byte[]>> records)
      throws NotReadyException, InterruptedException {
    Refusal refusal = new Refusal(kafka, asker);
    try (Producer<byte[], byte[]> producer = open(kafka)) {
      List<Future<?>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> each : records) {
        sent.add(producer.send(each));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("while Kafka was asked");
      interrupted.initCause(e);
      throw interrupted;
    } catch (KafkaException | ExecutionException e) {
      throw new NotReadyException(refusal.explainFailed(e));
    }
  }

  private static Producer<byte[], byte[]> open(Connection kafka) {
    Map<String, Object> properties = kafka.properties();
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
