package io.waymark.console;

import io.waymark.console.api.DeadLetterReplay;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.TopicHistory;
import io.waymark.model.DeadLetter;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the inputs of dead letters to the topics that they came from. An input that is applied
 * twice by that is dropped by its id, as any duplicate is.
 */
final class LetterReplay implements DeadLetterReplay {
  /** The most inputs of one replay; a larger one is done in steps. */
  private static final int MOST = 10_000;

  /** Says on a record where its input was before. */
  private static final String REPLAYED = "waymark-replayed";

  private final Settings settings;

  LetterReplay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized Outcome replay(String reason, long sinceMillis)
      throws NotReadyException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.kafka().properties(),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        TopicHistory letters = TopicHistory.of(settings, Topics.DEAD_LETTERS)) {
      return replay(producer, letters, reason, sinceMillis);
    } catch (KafkaException e) {
      throw refused(e);
    } catch (ExecutionException e) {
      throw refused(e);
    }
  }

  private static Outcome replay(
      KafkaProducer<byte[], byte[]> producer, TopicHistory letters, String reason, long sinceMillis)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    long cut = 0;
    long ofFiles = 0;
    while (letters.hasMore() && sent.size() < MOST) {
      for (ConsumerRecord<byte[], byte[]> record : letters.poll()) {
        DeadLetter letter = letter(record);
        if (letter == null
            || record.timestamp() < sinceMillis
            || !letter.reason().code().equals(reason)) {
          continue;
        }
        if (letter.isCut()) {
          cut++;
        } else if (letter.position().isFile()) {
          ofFiles++;
        } else {
          sent.add(producer.send(again(letter)));
        }
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return new Outcome(sent.size(), cut, ofFiles, !letters.hasMore());
  }

  /** Returns the letter of a record; null for one that no job of ours wrote. */
  private static @Nullable DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : Topics.DEAD_LETTERS.document().read(record.value());
    } catch (MalformedDocumentException e) {
      return null;
    }
  }

  private static ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(letter.position().source(), letter.original());
    record.headers().add(REPLAYED, letter.position().toString().getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private NotReadyException refused(Exception failure) {
    return new NotReadyException(new Refusal(settings.kafka(), "the console").explain(failure));
  }
}
