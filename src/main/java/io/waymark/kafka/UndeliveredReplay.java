package io.waymark.kafka;

import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends triggers that were given up again: they are parked as if they had just been, and the
 * processes that deliver take them from there.
 */
public final class UndeliveredReplay {
  private static final String WRITER = "replay";

  /** A trigger that was given up, and why. */
  public record Candidate(
      String id,
      String to,
      String customer,
      int partition,
      long offset,
      long atMillis,
      byte[] text) {}

  private final Settings settings;
  private final List<String> passedOver = new ArrayList<>();

  public UndeliveredReplay(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the triggers that were given up and were not delivered since, each once.
   *
   * @throws NotReadyException if a topic is not there, or may not be read
   */
  public List<Candidate> find(Predicate<Candidate> wanted)
      throws NotReadyException, InterruptedException {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    try (TopicHistory letters = TopicHistory.of(settings, Topics.DEAD_LETTERS)) {
      while (letters.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : letters.poll()) {
          add(record, candidates);
        }
      }
    }
    Map<String, Long> delivered = delivered();
    return candidates.values().stream()
        .filter(each -> delivered.getOrDefault(each.id(), Long.MIN_VALUE) < each.atMillis())
        .filter(wanted)
        .toList();
  }

  /** Returns a line for each dead letter of the delivery that cannot be sent again, and why. */
  public List<String> passedOver() {
    return List.copyOf(passedOver);
  }

  /**
   * Hands triggers to the processes that deliver.
   *
   * @param untilMillis how long they may be tried, whatever their own expiry is
   * @throws NotReadyException if Kafka does not take them
   */
  public void send(Collection<Candidate> candidates, long untilMillis)
      throws NotReadyException, InterruptedException {
    PatientProducer.send(
        settings.kafka(),
        "the replay",
        candidates.stream().map(each -> record(each, untilMillis)).toList());
  }

  private ProducerRecord<byte[], byte[]> record(Candidate candidate, long untilMillis) {
    return ParkedRecords.park(
        settings.prefix(),
        new ParkedTrigger(
            candidate.id(),
            candidate.to(),
            candidate.customer(),
            candidate.partition(),
            candidate.offset(),
            untilMillis),
        candidate.text(),
        "sent again by hand",
        WRITER);
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Map<String, Candidate> candidates) {
    DeadLetter letter;
    try {
      letter = Topics.DEAD_LETTERS.document().read(record.value());
    } catch (MalformedDocumentException e) {
      passedOver.add("a dead letter at " + record.offset() + " cannot be read: " + e.getMessage());
      return;
    }
    if (letter.reason() != DeadLetter.Reason.UNDELIVERED) {
      return;
    }
    if (letter.isCut()) {
      passedOver.add(
          letter.position() + " is kept in part only; send it again from the topic of triggers");
      return;
    }
    try {
      Trigger trigger = Topics.TRIGGERS.document().read(letter.original());
      candidates.put(
          trigger.id(),
          new Candidate(
              trigger.id(),
              trigger.to(),
              trigger.customer(),
              letter.position().partition(),
              letter.position().offset(),
              letter.receivedMillis(),
              letter.original()));
    } catch (MalformedDocumentException e) {
      passedOver.add(letter.position() + " is no trigger: " + e.getMessage());
    }
  }

  private Map<String, Long> delivered() throws NotReadyException, InterruptedException {
    Map<String, Long> delivered = new HashMap<>();
    try (TopicHistory history = TopicHistory.of(settings, Topics.DELIVERIES)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          note(record, delivered);
        }
      }
    }
    return delivered;
  }

  private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Long> delivered) {
    try {
      DeliveryAttempt attempt = Topics.DELIVERIES.document().read(record.value());
      if (attempt.outcome() == DeliveryAttempt.Outcome.DELIVERED) {
        delivered.merge(attempt.trigger(), attempt.timeMillis(), Math::max);
      }
    } catch (MalformedDocumentException e) {
      passedOver.add("an attempt at " + record.offset() + " cannot be read: " + e.getMessage());
    }
  }
}
