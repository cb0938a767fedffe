package io.waymark.console;

import io.waymark.console.api.DeadLetterReplay.Outcome;
import io.waymark.console.api.DeadLetterReplay.Request;
import io.waymark.console.store.DeadLetters;
import io.waymark.kafka.NotReadyException;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Replays some letters after others, and counts.
 *
 * <p>The record itself is sent again, with its key and its headers, to its own partition, as long
 * as Kafka holds it. A letter has the value alone.
 */
final class ReplayStep {
  /** Says on a record where its input was before. */
  static final String REPLAYED = "waymark-replayed";

  private final Producer<byte[], byte[]> producer;
  private final OriginalRecords originals;
  private final DeadLetters letters;
  private final Clock clock;
  private final Request request;
  private long sent;
  private long bare;
  private long before;
  private long lost;
  private long ofFiles;

  ReplayStep(
      Producer<byte[], byte[]> producer,
      OriginalRecords originals,
      DeadLetters letters,
      Clock clock,
      Request request) {
    this.producer = producer;
    this.originals = originals;
    this.letters = letters;
    this.clock = clock;
    this.request = request;
  }

  long sent() {
    return sent;
  }

  Outcome outcome(@Nullable String after) {
    return new Outcome(sent, bare, before, lost, ofFiles, after);
  }

  /** Sends the inputs of letters again, and remembers those that Kafka took. */
  void replay(List<DeadLetters.Letter> rows)
      throws NotReadyException, InterruptedException, ExecutionException {
    Map<String, DeadLetter> chosen = choose(rows);
    Map<Position, ConsumerRecord<byte[], byte[]>> records =
        originals.find(chosen.values().stream().map(DeadLetter::position).toList());
    Map<String, Future<RecordMetadata>> pending = new LinkedHashMap<>();
    for (Map.Entry<String, DeadLetter> each : chosen.entrySet()) {
      DeadLetter letter = each.getValue();
      ConsumerRecord<byte[], byte[]> original = records.get(letter.position());
      if (original == null && (letter.isCut() || letter.reason() == DeadLetter.Reason.LATE)) {
        lost++;
      } else {
        bare += original == null ? 1 : 0;
        pending.put(each.getKey(), producer.send(again(letter, original)));
      }
    }
    awaitAll(pending);
  }

  /** Returns what is to be sent, by the letters' keys. */
  private Map<String, DeadLetter> choose(List<DeadLetters.Letter> rows) {
    Map<String, DeadLetter> chosen = new LinkedHashMap<>();
    for (DeadLetters.Letter row : rows) {
      DeadLetter letter = letter(row.document());
      String source = request.source();
      if (source != null && !source.equals(letter.position().source())) {
        continue;
      }
      if (letter.position().isFile()) {
        ofFiles++;
      } else if (row.isReplayed() && !request.isRepeated()) {
        before++;
      } else {
        chosen.put(row.position(), letter);
      }
    }
    return chosen;
  }

  private static DeadLetter letter(String document) {
    try {
      return Topics.DEAD_LETTERS.document().read(document.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the store keeps letters that were read", e);
    }
  }

  private ProducerRecord<byte[], byte[]> again(
      DeadLetter letter, @Nullable ConsumerRecord<byte[], byte[]> original)
      throws NotReadyException, InterruptedException, ExecutionException {
    Position position = letter.position();
    Integer partition =
        originals.hasPartition(new TopicPartition(position.source(), position.partition()))
            ? (Integer) position.partition()
            : null;
    ProducerRecord<byte[], byte[]> record =
        original == null
            ? new ProducerRecord<>(position.source(), partition, null, letter.original())
            : new ProducerRecord<>(
                position.source(), partition, original.key(), original.value(), original.headers());
    record
        .headers()
        .remove(REPLAYED)
        .add(REPLAYED, position.toString().getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private void awaitAll(Map<String, Future<RecordMetadata>> pending)
      throws InterruptedException, ExecutionException {
    List<String> taken = new ArrayList<>();
    try {
      for (Map.Entry<String, Future<RecordMetadata>> each : pending.entrySet()) {
        each.getValue().get();
        taken.add(each.getKey());
      }
    } finally {
      letters.keepReplayed(taken, clock.millis());
      sent += taken.size();
    }
  }
}
