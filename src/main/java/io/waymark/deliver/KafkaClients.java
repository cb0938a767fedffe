package io.waymark.deliver;

import io.waymark.deliver.webhook.WebhookClient;
import io.waymark.kafka.DeliveryTopics;
import io.waymark.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of the delivery. */
final class KafkaClients {
  private static final int MOST_FETCHED_BYTES = 256 * 1024;

  /** The time that a record may wait for room or for the leader of its partition. */
  private static final Duration MOST_BLOCKED = Duration.ofSeconds(5);

  private final Settings settings;

  KafkaClients(Settings settings) {
    this.settings = settings;
  }

  /** Returns a consumer of triggers in the group of all processes that deliver. */
  Consumer<byte[], byte[]> group() {
    Map<String, Object> properties = reading();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, DeliveryTopics.group(settings));
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return consumer(properties);
  }

  /** Returns a consumer that reads what it is told to, and little more. */
  Consumer<byte[], byte[]> reader() {
    Map<String, Object> properties = reading();
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_FETCHED_BYTES);
    return consumer(properties);
  }

  /** Returns a producer of what becomes of triggers, which waits for Kafka. */
  Producer<byte[], byte[]> producer() {
    return producer(writing());
  }

  /** Returns a producer that gives a record up within the time of an attempt. */
  Producer<byte[], byte[]> attempting() {
    Map<String, Object> properties = writing();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) MOST_BLOCKED.toMillis());
    properties.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) WebhookClient.TOTAL.minus(MOST_BLOCKED).toMillis());
    return producer(properties);
  }

  private Map<String, Object> writing() {
    Map<String, Object> properties = settings.kafka().properties();
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WebhookClient.TOTAL.toMillis());
    return properties;
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns a thread that does not keep the process alive. */
  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "delivering");
    thread.setDaemon(true);
    return thread;
  }

  private Map<String, Object> reading() {
    Map<String, Object> properties = settings.kafka().properties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
