package io.waymark.kafka;

import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of the rules that the breaker paused. The job writes a pause under the rule's id; a
 * person who resumes the rule deletes it.
 */
public record PausesTopic(Connection kafka, String name) {
  private static final Logger LOG = LoggerFactory.getLogger(PausesTopic.class);

  /** Stands for the rule of a record that is no pause. */
  private static final String NO_RULE = "";

  /** Returns the topic that settings name. */
  public static PausesTopic of(Settings settings) {
    return new PausesTopic(settings.kafka(), Topics.PAUSES.name(settings.prefix()));
  }

  /**
   * Returns what a record says. One that is no pause changes that of no rule: the job must see it
   * go by, as it waits at its start until it has read all records of the topic.
   */
  public static PauseChange change(ConsumerRecord<byte[], byte[]> record) {
    String rule = PushedText.key(record);
    byte[] value = record.value();
    try {
      Pause pause = value == null ? null : Topics.PAUSES.document().read(value);
      if (rule != null && (pause == null || pause.rule().equals(rule))) {
        return new PauseChange(rule, pause, record.offset());
      }
      LOG.warn("passed over {}: its key is not the rule that it pauses", place(record));
    } catch (MalformedDocumentException e) {
      LOG.warn("passed over {}, which is no pause: {}", place(record), e.getMessage());
    }
    return new PauseChange(NO_RULE, null, record.offset());
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  /**
   * Resumes a rule and waits until the broker has it.
   *
   * @param headers by name
   * @return whether the rule was paused by the breaker; nothing is done where it was not
   * @throws OvertakenException if somebody else resumes a rule at this moment
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  public boolean resume(String rule, Map<String, String> headers)
      throws OvertakenException, InterruptedException {
    try (Turn turn = Turn.begin(kafka, name)) {
      if (!pauses().containsKey(rule)) {
        return false;
      }
      ProducerRecord<byte[], byte[]> end =
          new ProducerRecord<>(name, rule.getBytes(StandardCharsets.UTF_8), null);
      turn.push(PushedText.with(end, headers));
      return true;
    }
  }

  /** Returns the pauses by the ids of their rules. */
  public Map<String, Pause> pauses() {
    Map<String, Pause> pauses = new HashMap<>();
    try (TopicHistory history =
        TopicHistory.of(
            RulesTopic.committed(kafka).properties(), List.of(new TopicPartition(name, 0)))) {
      while (history.hasMore()) {
        history.poll().forEach(record -> keep(change(record), pauses));
      }
    }
    return pauses;
  }

  private static void keep(PauseChange change, Map<String, Pause> pauses) {
    if (change.pause() == null) {
      pauses.remove(change.rule());
    } else {
      pauses.put(change.rule(), change.pause());
    }
  }
}
