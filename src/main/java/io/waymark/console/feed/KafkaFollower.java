package io.waymark.console.feed;

import io.waymark.console.store.Batch;
import io.waymark.kafka.EndOffsets;
import io.waymark.kafka.Presence;
import io.waymark.kafka.TopicSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows topics without a group, so that it needs no right but to read them and commits nothing. A
 * partition is followed from the offset up to which the store has it, or from its begin.
 */
final class KafkaFollower implements Follower {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /** Less than the silence after which health takes Kafka for away. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** Options for the ends that a consumer of committed records reaches. */
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs((int) TIMEOUT.toMillis());

  /** Keeps one fetch small enough for a small heap; a dead letter may have some MiB. */
  private static final Map<String, Object> BOUNDED =
      Map.of(
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000);

  /** A poll may return a handful of records; keeping them costs nearly as much as keeping these. */
  private static final int ENOUGH = 2_000;

  private final FollowedTopics followed;
  private final Supplier<Map<Batch.Partition, Long>> offsets;
  private final Admin admin;
  private final TopicSearch search;
  private final Consumer<byte[], byte[]> consumer;
  private final Losses losses;
  private final Map<String, Long> lastRecordMillis = new HashMap<>();

  private KafkaFollower(
      FollowedTopics followed,
      Supplier<Map<Batch.Partition, Long>> offsets,
      Losses losses,
      Admin admin,
      Consumer<byte[], byte[]> consumer) {
    this.followed = followed;
    this.offsets = offsets;
    this.losses = losses;
    this.admin = admin;
    this.search = new TopicSearch(admin, TIMEOUT);
    this.consumer = consumer;
  }

  /**
   * Opens the clients.
   *
   * @param offsets asked for when a partition begins to be followed
   */
  static KafkaFollower open(
      FollowedTopics followed, Supplier<Map<Batch.Partition, Long>> offsets, Losses losses)
      throws NoAnswerException {
    try {
      Admin admin = Admin.create(followed.kafka().properties());
      try {
        return new KafkaFollower(
            followed, offsets, losses, admin, consumer(followed.kafka().properties()));
      } catch (KafkaException e) {
        admin.close(Duration.ZERO);
        throw e;
      }
    } catch (KafkaException e) {
      throw NoAnswerException.ofNoClient(e);
    }
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> all) {
    all.putAll(BOUNDED);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Offsets that Kafka has no more are skipped here, where they are counted.
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Map<String, TopicState> ask() throws NoAnswerException, InterruptedException {
    try {
      Map<String, TopicSearch.Found> found = search.find(followed.all());
      found.entrySet().removeIf(each -> isOptionalAndAway(each.getKey(), each.getValue()));
      List<TopicPartition> partitions =
          found.values().stream().flatMap(topic -> topic.partitions().stream()).toList();
      Map<TopicPartition, Long> ends = EndOffsets.ask(admin, partitions, COMMITTED);
      follow(ends);
      try {
        return states(found, ends);
      } catch (OffsetOutOfRangeException e) {
        skip(e);
        return states(found, ends);
      }
    } catch (ExecutionException e) {
      throw NoAnswerException.of(followed.kafka(), e.getCause() == null ? e : e.getCause());
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw NoAnswerException.of(followed.kafka(), e);
    }
  }

  private boolean isOptionalAndAway(String topic, TopicSearch.Found found) {
    return followed.ifThere().contains(topic) && found.presence() != Presence.THERE;
  }

  /** Follows these partitions; those that were followed before keep their positions. */
  private void follow(Map<TopicPartition, Long> ends) {
    Set<TopicPartition> before = consumer.assignment();
    if (before.equals(ends.keySet())) {
      return;
    }
    consumer.assign(ends.keySet());
    Map<Batch.Partition, Long> stored = offsets.get();
    for (TopicPartition partition : ends.keySet()) {
      if (!before.contains(partition)) {
        Long next = stored.get(new Batch.Partition(partition.topic(), partition.partition()));
        if (next == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, next);
        }
      }
    }
  }

  private Map<String, TopicState> states(
      Map<String, TopicSearch.Found> found, Map<TopicPartition, Long> ends) {
    Map<String, TopicState> states = new LinkedHashMap<>();
    for (Map.Entry<String, TopicSearch.Found> each : found.entrySet()) {
      states.put(each.getKey(), state(each.getKey(), each.getValue(), ends));
    }
    return states;
  }

  private TopicState state(String topic, TopicSearch.Found found, Map<TopicPartition, Long> ends) {
    Long last = lastRecordMillis.get(topic);
    Instant lastRecord = last == null ? null : Instant.ofEpochMilli(last);
    if (found.presence() != Presence.THERE) {
      return new TopicState(found.presence(), 0, 0, lastRecord);
    }
    long behind = 0;
    for (TopicPartition partition : found.partitions()) {
      long end = ends.getOrDefault(partition, 0L);
      behind += Math.max(0, end - consumer.position(partition, PATIENCE));
    }
    return new TopicState(Presence.THERE, found.partitions().size(), behind, lastRecord);
  }

  @Override
  public Recorder.Reading read(Duration patience) throws NoAnswerException, InterruptedException {
    if (consumer.assignment().isEmpty()) {
      return Recorder.Reading.nothing();
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<TopicPartition, Long> next = new HashMap<>();
    long end = System.nanoTime() + patience.toNanos();
    try {
      do {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        add(poll(left), records, next);
      } while (records.size() < ENOUGH && System.nanoTime() < end);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      // The consumer does not give again what it gave; the next call meets the refusal, too.
      if (records.isEmpty()) {
        throw NoAnswerException.of(followed.kafka(), e);
      }
    }
    return new Recorder.Reading(records, next);
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    try {
      return consumer.poll(patience);
    } catch (OffsetOutOfRangeException e) {
      skip(e);
      return ConsumerRecords.empty();
    }
  }

  /** Goes on with the first record that is there, of a log that was cut with the first new one. */
  private void skip(OffsetOutOfRangeException cause) {
    Map<TopicPartition, Long> wanted = cause.offsetOutOfRangePartitions();
    Map<TopicPartition, OffsetAndMetadata> cut =
        cause instanceof LogTruncationException truncated ? truncated.divergentOffsets() : Map.of();
    consumer
        .beginningOffsets(wanted.keySet(), PATIENCE)
        .forEach(
            (partition, begin) -> {
              OffsetAndMetadata from = cut.get(partition);
              long first = from == null ? begin : Math.max(begin, from.offset());
              losses.addDeleted(partition, wanted.getOrDefault(partition, first), first);
              consumer.seek(partition, first);
            });
  }

  private void add(
      ConsumerRecords<byte[], byte[]> polled,
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<TopicPartition, Long> next) {
    for (ConsumerRecord<byte[], byte[]> read : polled) {
      if (read.timestamp() >= 0) {
        lastRecordMillis.merge(read.topic(), read.timestamp(), Math::max);
      }
      records.add(read);
    }
    polled.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException("while asking Kafka");
    interrupted.initCause(e);
    return interrupted;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_PATIENCE));
    admin.close(CLOSE_PATIENCE);
  }
}
