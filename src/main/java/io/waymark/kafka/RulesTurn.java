package io.waymark.kafka;

import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The turn of one publisher at the rules topic, as {@link Turn} says. */
public final class RulesTurn implements AutoCloseable {
  private final String topic;
  private final Function<String, Optional<Pushed>> reader;
  private final Turn turn;

  private RulesTurn(String topic, Function<String, Optional<Pushed>> reader, Turn turn) {
    this.topic = topic;
    this.reader = reader;
    this.turn = turn;
  }

  /**
   * Begins a turn.
   *
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  static RulesTurn begin(Connection kafka, String topic) throws InterruptedException {
    return new RulesTurn(topic, id -> RulesTopic.last(kafka, topic, id), Turn.begin(kafka, topic));
  }

  static RulesTurn begin(
      String topic,
      Function<String, Optional<Pushed>> reader,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers,
      Map<String, Object> properties)
      throws InterruptedException {
    return new RulesTurn(topic, reader, Turn.begin(topic, producers, properties));
  }

  /** Returns the last push of a rule, removals included; empty for a rule without any. */
  public Optional<Pushed> last(String id) throws InterruptedException {
    try {
      return reader.apply(id);
    } catch (InterruptException e) {
      throw Turn.interrupted(e);
    }
  }

  /**
   * Pushes rules in their order and returns when Kafka has them.
   *
   * @param rules whose offsets do not matter
   * @throws OvertakenException if another turn has begun; of many rules, some may have been taken
   */
  public void push(Collection<RuleText> rules) throws OvertakenException, InterruptedException {
    turn.push(rules.stream().map(rule -> RulesTopic.record(topic, rule)).iterator());
  }

  /**
   * Pushes a rule and returns when Kafka has it.
   *
   * @param headers by name, beside the origin
   * @return the time stamp of the record on the topic
   * @throws OvertakenException if another turn has begun; the rule is not taken
   */
  public Instant push(RuleText rule, Map<String, String> headers)
      throws OvertakenException, InterruptedException {
    return turn.push(PushedText.with(RulesTopic.record(topic, rule), headers));
  }

  /** Aborts what was not committed. */
  @Override
  public void close() {
    turn.close();
  }
}
