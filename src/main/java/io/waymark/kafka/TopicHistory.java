package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads records of partitions, all of them or the last ones, to the end that they have when this is
 * made. It joins no group and commits nothing.
 */
public final class TopicHistory implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final String OURS =
      "start the job that writes it (applied: with job.applied=true), or set topics.prefix";
  private static final String SOURCE = "set sources, or kafka.bootstrap, otherwise";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private long lastNanos = System.nanoTime();

  private TopicHistory(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long most) {
    this.consumer = consumer;
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    // The ends for this consumer: behind an open transaction there may be more that it cannot read.
    this.ends = consumer.endOffsets(partitions);
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - most)));
  }

  /**
   * Opens a history.
   *
   * @param properties of any client
   */
  static TopicHistory of(Map<String, Object> properties, List<TopicPartition> partitions) {
    return of(properties, partitions, Long.MAX_VALUE);
  }

  private static TopicHistory of(
      Map<String, Object> properties, List<TopicPartition> partitions, long most) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      return new TopicHistory(consumer, partitions, most);
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Opens the history of a topic of Waymark's own, without what transactions did not commit.
   *
   * @throws NotReadyException if there is no such topic, or it may not be read
   */
  public static TopicHistory of(Settings settings, Topic topic)
      throws NotReadyException, InterruptedException {
    return of(settings, topic.name(settings.prefix()), Long.MAX_VALUE, OURS);
  }

  /**
   * Opens the end of the history of a topic that touchpoints come from.
   *
   * @param most the number of records that are read of each partition
   * @throws NotReadyException if there is no such topic, or it may not be read
   */
  public static TopicHistory endOf(Settings settings, String topic, long most)
      throws NotReadyException, InterruptedException {
    return of(settings, topic, most, SOURCE);
  }

  private static TopicHistory of(Settings settings, String topic, long most, String cure)
      throws NotReadyException, InterruptedException {
    Refusal refusal = new Refusal(settings.kafka(), "the reader of " + topic);
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      List<TopicPartition> partitions = partitions(admin, topic, settings, cure);
      return of(RulesTopic.committed(settings.kafka()).properties(), partitions, most);
    } catch (ExecutionException e) {
      throw new NotReadyException(
          e.getCause() instanceof TimeoutException
              ? refusal.explainSilence(" (" + PATIENCE.toSeconds() + " s waited)")
              : refusal.explain(e));
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
  }

  /** Returns whether there are records that have not been read. */
  public boolean hasMore() {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /**
   * Returns the next records; none if they are still to come.
   *
   * @throws TimeoutException if none came for a minute
   */
  public ConsumerRecords<byte[], byte[]> poll() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    long now = System.nanoTime();
    if (!records.isEmpty()) {
      lastNanos = now;
    } else if (now - lastNanos > SILENCE.toNanos()) {
      throw new TimeoutException("no record came for " + SILENCE.toSeconds() + " s");
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static List<TopicPartition> partitions(
      Admin admin, String name, Settings settings, String cure)
      throws NotReadyException, InterruptedException, ExecutionException {
    TopicSearch.Found found =
        new TopicSearch(admin, PATIENCE)
            .find(List.of(name))
            .getOrDefault(name, new TopicSearch.Found(Presence.MISSING, List.of()));
    String topic = "the topic " + name + " on " + settings.kafka().bootstrap();
    return switch (found.presence()) {
      case THERE -> found.partitions();
      case MISSING -> throw new NotReadyException(topic + " is not there; " + cure);
      case FORBIDDEN ->
          throw new NotReadyException(
              topic + " may not be read by this user; grant it Read on the topic");
      default ->
          throw new NotReadyException(topic + " has partitions without a leader; try again soon");
    };
  }
}
