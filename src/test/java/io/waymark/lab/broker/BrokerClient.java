package io.waymark.lab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends and reads records of a broker, through Kafka's own clients, for tests. */
record BrokerClient(EmbeddedBroker broker) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  KafkaProducer<String, String> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(connected(settings), new StringSerializer(), new StringSerializer());
  }

  void send(String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }

  /** Reads the topic from its start with a consumer group until there are {@code count} values. */
  List<String> read(String topic, int count, Map<String, Object> settings) {
    Map<String, Object> all = connected(settings);
    all.put("group.id", "test");
    all.put("auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    Instant giveUp = Instant.now().plus(PATIENCE);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count) {
        assertThat(Instant.now()).as("read %s of %d", values, count).isBefore(giveUp);
        for (ConsumerRecord<String, String> got : consumer.poll(Duration.ofMillis(100))) {
          values.add(got.value());
        }
      }
    }
    return values;
  }

  int partitions(String topic) throws Exception {
    try (Admin admin = Admin.create(connected(Map.of()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    }
  }

  private Map<String, Object> connected(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrap());
    return all;
  }
}
