package io.waymark.kafka;

import io.waymark.model.Answer;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.QuestionDocument;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the running job about customers. An answer is found by the id of its question among those of
 * everybody who asks, which a thread of its own reads; it joins no group and commits nothing. May
 * be used by many threads; after a {@link NotReadyException} it is of no use any more.
 */
public final class Questions implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int PATIENCE_MILLIS = 5_000;

  private final String topic;
  private final Refusal refusal;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();
  private final Thread reader = new Thread(this::readAnswers, "answers");

  /** The failure that ended the reader; null while it reads. */
  private volatile @Nullable KafkaException failure;

  private Questions(Settings settings, Refusal refusal) {
    Map<String, Object> properties = settings.kafka().properties();
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    this.topic = Topics.QUESTIONS.name(settings.prefix());
    this.refusal = refusal;
    this.consumer = new KafkaConsumer<>(reading(properties), bytes(), bytes());
    this.producer =
        new KafkaProducer<>(
            writing(properties), new ByteArraySerializer(), new ByteArraySerializer());
    reader.setDaemon(true);
  }

  private static ByteArrayDeserializer bytes() {
    return new ByteArrayDeserializer();
  }

  private static Map<String, Object> reading(Map<String, Object> properties) {
    Map<String, Object> reading = new HashMap<>(properties);
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return reading;
  }

  private static Map<String, Object> writing(Map<String, Object> properties) {
    Map<String, Object> writing = new HashMap<>(properties);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return writing;
  }

  /**
   * Begins to read answers.
   *
   * @param asker what is refused where Kafka refuses it, such as {@code the console}
   * @throws NotReadyException if there is no topic of answers, or it may not be read
   */
  public static Questions open(Settings settings, String asker) throws NotReadyException {
    Refusal refusal = new Refusal(settings.kafka(), asker);
    Questions questions;
    try {
      questions = new Questions(settings, refusal);
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
    try {
      questions.begin(Topics.ANSWERS.name(settings.prefix()));
      return questions;
    } catch (KafkaException e) {
      questions.closeClients();
      throw explained(refusal, e);
    } catch (NotReadyException e) {
      questions.closeClients();
      throw e;
    }
  }

  private void begin(String answers) throws NotReadyException {
    List<PartitionInfo> found = consumer.partitionsFor(answers);
    if (found == null || found.isEmpty()) {
      throw new NotReadyException(
          "the topic %s on %s is not there; start the job, which needs it, or set topics.prefix"
              .formatted(answers, refusal.kafka().bootstrap()));
    }
    List<TopicPartition> partitions =
        found.stream().map(each -> new TopicPartition(answers, each.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader.start();
  }

  /**
   * Asks about a customer.
   *
   * @param rule the id of the rule that is asked about; null for the customer alone
   * @return the answer as {@link Topics#ANSWERS} has it; empty if none comes in time
   * @throws NotReadyException if Kafka does not take the question, or answers cannot be read
   */
  public Optional<byte[]> ask(String customer, @Nullable String rule, Duration patience)
      throws NotReadyException, InterruptedException {
    String id = UUID.randomUUID().toString();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      send(customer.getBytes(StandardCharsets.UTF_8), QuestionDocument.write(id, rule)).get();
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw explained(refusal, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw explained(refusal, e);
    } finally {
      asked.remove(id);
    }
  }

  /** Sends a question, unless answers are not read any more. */
  private synchronized Future<RecordMetadata> send(byte[] key, byte[] question) {
    KafkaException broken = failure;
    if (broken != null) {
      throw broken;
    }
    return producer.send(new ProducerRecord<>(topic, key, question));
  }

  private static NotReadyException explained(Refusal refusal, Throwable failure) {
    return new NotReadyException(
        failure instanceof RetriableException
            ? refusal.explainSilence("")
            : refusal.explain(failure));
  }

  private void readAnswers() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (!asked.isEmpty() && record.value() != null) {
            take(record.value());
          }
        }
      }
    } catch (WakeupException e) {
      // It is closed.
    } catch (KafkaException e) {
      end(e);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private synchronized void end(KafkaException why) {
    failure = why;
    asked.values().forEach(each -> each.completeExceptionally(why));
  }

  private void take(byte[] json) {
    try {
      Answer answer = Topics.ANSWERS.document().read(json);
      CompletableFuture<byte[]> waiting = asked.get(answer.question());
      if (waiting != null) {
        waiting.complete(json);
      }
    } catch (MalformedDocumentException e) {
      // It is no answer to a question of ours; whoever asked waits in vain and is told so.
    }
  }

  private void closeClients() {
    producer.close(Duration.ZERO);
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  /** Ends the reader, which closes its client itself: nobody else may use it. */
  @Override
  public void close() {
    end(new KafkaException("the client of questions is closed"));
    consumer.wakeup();
    producer.close(Duration.ZERO);
  }
}
