package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.model.RuleText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RulesTurnTest {
  private static final String TOPIC = "waymark.rules";
  private static final RuleText RULE = new RuleText("promoter", "rule: promoter", "here", 0);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Map<String, Object> properties = new HashMap<>();

  @Test
  void commitsARuleWithItsHeaders() throws Exception {
    begin().push(RULE, Map.of("waymark-author", "ann"));

    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("promoter".getBytes());
              assertThat(record.headers().lastHeader("waymark-author").value())
                  .isEqualTo("ann".getBytes());
            });
  }

  @Test
  void sharesOneTransactionalIdWithEveryPublisherOfATopic() throws Exception {
    properties.put("acks", "1");
    properties.put("enable.idempotence", "false");

    begin();

    assertThat(properties)
        .containsEntry("transactional.id", TOPIC)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true);
  }

  @Test
  void pushesManyRulesInTransactionsOfABoundedSize() throws Exception {
    begin()
        .push(
            IntStream.range(0, 401).mapToObj(i -> new RuleText("r" + i, "x", "here", 0)).toList());

    assertThat(producer.commitCount()).isEqualTo(3);
    assertThat(producer.history()).extracting(ProducerRecord::key).hasSize(401);
  }

  @Test
  void saysThatAnotherTurnHasBegun() throws Exception {
    RulesTurn turn = begin();
    producer.fenceProducer();

    assertThatThrownBy(() -> turn.push(List.of(RULE))).isInstanceOf(OvertakenException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void saysThatAnotherTurnHasBegunBeforeTheCommit() throws Exception {
    RulesTurn turn = begin();
    producer.commitTransactionException =
        new org.apache.kafka.common.KafkaException(
            "in an error state", new InvalidProducerEpochException("an old epoch"));

    assertThatThrownBy(() -> turn.push(List.of(RULE))).isInstanceOf(OvertakenException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void namesTheRightToTheTransactionalId() {
    producer.initTransactionException = new TransactionalIdAuthorizationException("failed.");

    assertThatThrownBy(this::begin)
        .hasMessage(
            "no Write on the transactional id waymark.rules, without which nobody publishes to it");
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void passesOnWhatTheBrokerAnswered() throws Exception {
    RulesTurn turn = begin();
    producer.commitTransactionException =
        new org.apache.kafka.common.KafkaException(
            "in an error state", new TopicAuthorizationException("no Write"));

    assertThatThrownBy(() -> turn.push(List.of(RULE)))
        .isInstanceOf(TopicAuthorizationException.class)
        .hasMessage("no Write");
  }

  @Test
  void passesOnThatNoBrokerAnswers() {
    producer.initTransactionException = new TimeoutException("5 s");

    assertThatThrownBy(this::begin).isInstanceOf(TimeoutException.class);
  }

  private RulesTurn begin() throws InterruptedException {
    return RulesTurn.begin(TOPIC, id -> Optional.empty(), given -> producer, properties);
  }
}
