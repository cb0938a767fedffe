package io.waymark.console.authoring;

import io.waymark.console.feed.RuleHeaders;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.PolicyTopic;
import io.waymark.kafka.PolicyTurn;
import io.waymark.kafka.TopicHistory;
import io.waymark.model.PolicyText;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The desk on the topic of the policy. It connects for each turn, so that Kafka may be away. */
final class TopicPolicyDesk implements PolicyDesk {
  private final Settings settings;
  private final PolicyTopic topic;

  TopicPolicyDesk(Settings settings) {
    this.settings = settings;
    this.topic =
        new PolicyTopic(PatientKafka.connection(settings), Topics.POLICY.name(settings.prefix()));
  }

  @Override
  public Turn begin() throws NotReadyException, InterruptedException {
    try {
      return new TopicTurn(topic.begin());
    } catch (KafkaException e) {
      throw notReady(e);
    }
  }

  private final class TopicTurn implements Turn {
    private final PolicyTurn turn;

    TopicTurn(PolicyTurn turn) {
      this.turn = turn;
    }

    @Override
    public Optional<Pushed> last() throws NotReadyException, InterruptedException {
      @Nullable Pushed last = null;
      try (TopicHistory history = TopicHistory.of(settings, Topics.POLICY)) {
        while (history.hasMore()) {
          for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
            last = new Pushed(PolicyTopic.policy(record), Instant.ofEpochMilli(record.timestamp()));
          }
        }
      } catch (InterruptException e) {
        throw interrupted(e);
      } catch (KafkaException e) {
        throw notReady(e);
      }
      return Optional.ofNullable(last);
    }

    @Override
    public void push(PolicyText policy, String author, String reason)
        throws NotReadyException, OvertakenException, InterruptedException {
      try {
        turn.push(policy, Map.of(RuleHeaders.AUTHOR, author, RuleHeaders.REASON, reason));
      } catch (KafkaException e) {
        throw notReady(e);
      }
    }

    @Override
    public void close() {
      turn.close();
    }
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException("while the policy was published");
    interrupted.initCause(e);
    return interrupted;
  }

  private NotReadyException notReady(KafkaException failure) {
    return PatientKafka.notReady(topic.kafka(), failure);
  }
}
