package io.waymark.console.authoring;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** The connection to Kafka of an author who waits for it, and what they are told when it fails. */
final class PatientKafka {
  /** The time that a person waits. */
  private static final int PATIENCE_MILLIS = 5_000;

  private PatientKafka() {}

  /** Returns the connection of settings, with the patience of a person. */
  static Connection connection(Settings settings) {
    Map<String, String> client = new LinkedHashMap<>(settings.kafka().client());
    String patience = Integer.toString(PATIENCE_MILLIS);
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    client.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patience);
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    return new Connection(settings.kafka().bootstrap(), client);
  }

  static NotReadyException notReady(Connection kafka, KafkaException failure) {
    Refusal refusal = new Refusal(kafka, "the console");
    return new NotReadyException(
        failure instanceof RetriableException
            ? refusal.explainSilence("")
            : refusal.explain(failure));
  }
}
