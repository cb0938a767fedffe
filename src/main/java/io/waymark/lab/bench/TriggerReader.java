package io.waymark.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Notes when the broker took each trigger of a rule, until it is closed. */
final class TriggerReader implements Runnable, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrap;
  private final List<TopicPartition> partitions;
  private final String rule;
  private final Map<String, Long> appendedMillis = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /**
   * @param rule the rule whose triggers are noted
   */
  TriggerReader(String bootstrap, String topic, int partitions, String rule) {
    this.bootstrap = bootstrap;
    this.rule = rule;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(n -> new TopicPartition(topic, n)).toList();
  }

  /**
   * Returns when the broker appended each first trigger, by the id of the completing touchpoint.
   */
  Map<String, Long> appendedMillis() {
    return appendedMillis;
  }

  @Override
  public void run() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!isClosed) {
        for (ConsumerRecord<String, byte[]> trigger : consumer.poll(POLL)) {
          note(trigger);
        }
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private void note(ConsumerRecord<String, byte[]> trigger) {
    try {
      JsonNode data = JSON.readTree(trigger.value()).path("data");
      if (data.path("rule").asText().equals(rule)) {
        JsonNode touchpoints = data.path("touchpoints");
        String completedBy = touchpoints.get(touchpoints.size() - 1).get("id").asText();
        appendedMillis.putIfAbsent(completedBy, trigger.timestamp());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a trigger is not JSON", e);
    }
  }
}
