package io.waymark.console;

import io.waymark.console.api.DeadLetterReplay;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.Page;
import io.waymark.console.store.PageRequest;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.settings.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the inputs of dead letters to the topics that they came from, and remembers which. An input
 * that is applied twice by that is dropped by its id, as any duplicate is.
 */
final class LetterReplay implements DeadLetterReplay {
  /** The most inputs of one replay; a larger one is done in steps. */
  private static final int MOST_SENT = 1_000;

  /** The most letters that one replay looks at. */
  private static final int MOST_LETTERS = 10_000;

  /** The letters that are in memory together; each may have 900,000 bytes. */
  private static final int TOGETHER = 50;

  /** How long a person waits for Kafka. */
  private static final int PATIENCE_MILLIS = 10_000;

  private final Connection kafka;
  private final DeadLetters letters;
  private final Clock clock;
  private final int mostSent;

  LetterReplay(Connection kafka, DeadLetters letters, Clock clock) {
    this(kafka, letters, clock, MOST_SENT);
  }

  LetterReplay(Connection kafka, DeadLetters letters, Clock clock, int mostSent) {
    this.kafka = kafka;
    this.letters = letters;
    this.clock = clock;
    this.mostSent = mostSent;
  }

  @Override
  public synchronized Outcome replay(Request request)
      throws NotReadyException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                properties(), new ByteArraySerializer(), new ByteArraySerializer());
        OriginalRecords originals = new OriginalRecords(kafka)) {
      return replay(request, new ReplayStep(producer, originals, letters, clock, request));
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("while letters were replayed");
      interrupted.initCause(e);
      throw interrupted;
    } catch (KafkaException e) {
      throw refused(e);
    } catch (ExecutionException e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  private Outcome replay(Request request, ReplayStep step)
      throws NotReadyException, InterruptedException, ExecutionException {
    String after = request.after();
    int looked = 0;
    do {
      int limit = Math.min(TOGETHER, mostSent - Math.toIntExact(step.sent()));
      Page<DeadLetters.Letter> page =
          letters.page(request.reason(), request.sinceMillis(), new PageRequest(after, limit));
      step.replay(page.rows());
      looked += page.rows().size();
      after = page.after();
    } while (after != null && step.sent() < mostSent && looked < MOST_LETTERS);
    return step.outcome(after);
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = kafka.properties();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return properties;
  }

  private NotReadyException refused(Throwable failure) {
    Refusal refusal = new Refusal(kafka, "the console");
    return new NotReadyException(
        failure instanceof RetriableException
            ? refusal.explainSilence("")
            : refusal.explain(failure));
  }
}
