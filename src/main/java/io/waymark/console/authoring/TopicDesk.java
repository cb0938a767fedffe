package io.waymark.console.authoring;

import io.waymark.console.feed.RuleHeaders;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.PausesTopic;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.kafka.RulesTurn;
import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The desk on the topics of rules and pauses. It connects for each turn, so that Kafka may be away.
 */
final class TopicDesk implements RulesDesk {
  private final RulesTopic topic;
  private final PausesTopic pauses;

  TopicDesk(Settings settings) {
    Connection patient = PatientKafka.connection(settings);
    this.topic = new RulesTopic(patient, Topics.RULES.name(settings.prefix()));
    this.pauses = new PausesTopic(patient, Topics.PAUSES.name(settings.prefix()));
  }

  @Override
  public Turn begin() throws NotReadyException, InterruptedException {
    try {
      return new TopicTurn(topic.begin());
    } catch (KafkaException e) {
      throw notReady(e);
    }
  }

  @Override
  public boolean endPause(String rule, String author, String reason)
      throws NotReadyException, OvertakenException, InterruptedException {
    try {
      return pauses.resume(rule, Map.of(RuleHeaders.AUTHOR, author, RuleHeaders.REASON, reason));
    } catch (KafkaException e) {
      throw notReady(e);
    }
  }

  private final class TopicTurn implements Turn {
    private final RulesTurn turn;

    TopicTurn(RulesTurn turn) {
      this.turn = turn;
    }

    @Override
    public Optional<Pushed> last(String rule) throws NotReadyException, InterruptedException {
      try {
        return turn.last(rule);
      } catch (KafkaException e) {
        throw notReady(e);
      }
    }

    @Override
    public Instant push(RuleText rule, String author, String reason)
        throws NotReadyException, OvertakenException, InterruptedException {
      try {
        return turn.push(rule, Map.of(RuleHeaders.AUTHOR, author, RuleHeaders.REASON, reason));
      } catch (KafkaException e) {
        throw notReady(e);
      }
    }

    @Override
    public void close() {
      turn.close();
    }
  }

  private NotReadyException notReady(KafkaException failure) {
    return PatientKafka.notReady(topic.kafka(), failure);
  }
}
