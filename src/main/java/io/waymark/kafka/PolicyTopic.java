package io.waymark.kafka;

import io.waymark.model.PolicyText;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic that the policy is pushed to. All records have the same key, so that compaction leaves
 * the last one; the value is the YAML, or null for no policy.
 */
public final class PolicyTopic implements AutoCloseable {
  private static final String KEY = "policy";
  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;

  public PolicyTopic(Settings settings) {
    this.name = Topics.POLICY.name(settings.prefix());
    this.producer =
        new KafkaProducer<>(
            settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns the policy that a record holds, whatever its key, value and headers are. */
  public static PolicyText policy(ConsumerRecord<byte[], byte[]> record) {
    return new PolicyText(PushedText.value(record), PushedText.origin(record), record.offset());
  }

  /** Pushes a policy and waits until the broker has it. */
  public void push(PolicyText policy) throws InterruptedException, ExecutionException {
    push(policy, Map.of());
  }

  /**
   * Pushes a policy and waits until the broker has it.
   *
   * @param headers by name, beside the origin
   */
  public void push(PolicyText policy, Map<String, String> headers)
      throws InterruptedException, ExecutionException {
    ProducerRecord<byte[], byte[]> record =
        PushedText.record(name, KEY, policy.text(), policy.origin());
    headers.forEach(
        (key, text) -> record.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  /**
   * Returns the last policy that was pushed; empty where none ever was.
   *
   * @throws NotReadyException if there is no topic of the policy, or it may not be read
   */
  public static Optional<PolicyText> last(Settings settings)
      throws NotReadyException, InterruptedException {
    @Nullable PolicyText last = null;
    try (TopicHistory history = TopicHistory.of(settings, Topics.POLICY)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          last = policy(record);
        }
      }
    }
    return Optional.ofNullable(last);
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
