package io.waymark.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.store.Batch;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Follows a topic of a real broker. */
class KafkaFollowerIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private final Losses losses = new Losses();
  private Connection kafka;
  private TopicPartition partition;

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    kafka = new Connection(BROKER.bootstrap(), Map.of());
    partition = new TopicPartition(test.getTestMethod().orElseThrow().getName(), 0);
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
    }
    send(10);
  }

  @Test
  void goesOnFromTheStoredOffset() throws Exception {
    try (KafkaFollower follower = open(4L)) {
      assertThat(readUpTo(follower, 9)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
    }
    assertThat(losses.all()).isEmpty();
  }

  @Test
  void countsWhatKafkaHasDeletedBeforeItBegins() throws Exception {
    delete(7);

    try (KafkaFollower follower = open(2L)) {
      assertThat(readUpTo(follower, 9)).containsExactly(7L, 8L, 9L);
    }
    assertThat(losses.all()).containsExactly(new Loss(partition.topic(), 0, null, 5));
  }

  /** A feed may wait for room in its store until the records that it comes to are deleted. */
  @Test
  void countsWhatKafkaDeletesWhileItFollows() throws Exception {
    try (KafkaFollower follower = open(null)) {
      assertThat(readUpTo(follower, 9)).hasSize(10);
      send(10);
      delete(16);
      List<Long> rest = readUpTo(follower, 19);

      // A fetch that was under way may have brought some of them.
      assertThat(rest).endsWith(16L, 17L, 18L, 19L);
      assertThat(losses.all())
          .containsExactly(new Loss(partition.topic(), 0, null, 10 - rest.size()));
    }
  }

  @Test
  void readsATopicFromItsBeginThatWasMadeAnew() throws Exception {
    try (KafkaFollower follower = open(4_711L)) {
      assertThat(readUpTo(follower, 9))
          .containsExactlyElementsOf(LongStream.range(0, 10).boxed().toList());
    }
    assertThat(losses.all()).isEmpty();
  }

  private KafkaFollower open(@Nullable Long stored) throws Exception {
    KafkaFollower follower =
        KafkaFollower.open(
            new FollowedTopics(kafka, "", List.of(partition.topic()), List.of()),
            () ->
                stored == null
                    ? Map.of()
                    : Map.of(new Batch.Partition(partition.topic(), 0), stored),
            losses);
    assertThat(follower.ask()).containsKey(partition.topic());
    return follower;
  }

  /** Returns the offsets of the next records up to one. */
  private static List<Long> readUpTo(KafkaFollower follower, long last) throws Exception {
    List<Long> offsets = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!offsets.contains(last) && System.nanoTime() < end) {
      follower
          .read(Duration.ofMillis(200))
          .records()
          .forEach(record -> offsets.add(record.offset()));
    }
    return offsets;
  }

  private void send(int count) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(partition.topic(), new byte[] {1})).get();
      }
    }
  }

  private void delete(long before) throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }
}
