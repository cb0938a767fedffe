package io.waymark.kafka;

import io.waymark.model.PolicyText;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The topic that the policy is pushed to. All records have the same key, so that compaction leaves
 * the last one; the value is the YAML, or null for no policy. It is pushed in transactions, as
 * rules are.
 */
public record PolicyTopic(Connection kafka, String name) {
  static final String KEY = "policy";

  /** Returns the topic that settings name. */
  public static PolicyTopic of(Settings settings) {
    return new PolicyTopic(settings.kafka(), Topics.POLICY.name(settings.prefix()));
  }

  /** Returns the policy that a record holds, whatever its key, value and headers are. */
  public static PolicyText policy(ConsumerRecord<byte[], byte[]> record) {
    return new PolicyText(PushedText.value(record), PushedText.origin(record), record.offset());
  }

  /**
   * Begins to publish; whoever began before is overtaken.
   *
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  public PolicyTurn begin() throws InterruptedException {
    return new PolicyTurn(Turn.begin(kafka, name), name);
  }

  /**
   * Pushes a policy and waits until the broker has it.
   *
   * @throws OvertakenException if somebody else began to push meanwhile; the policy is not taken
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  public void push(PolicyText policy) throws OvertakenException, InterruptedException {
    try (PolicyTurn turn = begin()) {
      turn.push(policy, Map.of());
    }
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
}
