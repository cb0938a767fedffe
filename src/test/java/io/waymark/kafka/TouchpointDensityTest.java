package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

/** The touchpoints on topics, by a broker that answers as Kafka does. */
class TouchpointDensityTest {
  private static final long NOW = Instant.parse("2026-03-02T12:30:00Z").toEpochMilli();

  private final Settings settings;
  private final String topic;

  /** The times of the records of each partition, from its first offset that is still there. */
  private final Map<TopicPartition, List<Long>> times = new HashMap<>();

  private final Map<TopicPartition, Long> deleted = new HashMap<>();

  TouchpointDensityTest() throws Settings.UnusableException {
    settings = SettingsReader.read(null, Map.of());
    topic = settings.inputs().get(0).topic();
  }

  @Test
  void countsAllRecordsAndThoseOfTheBusiestHour() throws Exception {
    records(0, 100, Duration.ofHours(30));
    records(0, 400, Duration.ofMinutes(150));
    records(0, 50, Duration.ofMinutes(10));
    records(1, 300, Duration.ofMinutes(170));
    records(1, 20, Duration.ofMinutes(70));

    assertThat(ask()).isEqualTo(new TouchpointDensity(870, 700));
  }

  @Test
  void doesNotCountRecordsThatRetentionHasDeleted() throws Exception {
    deleted.put(new TopicPartition(topic, 0), 1_000_000L);
    records(0, 40, Duration.ofMinutes(90));

    assertThat(ask()).isEqualTo(new TouchpointDensity(40, 40));
  }

  @Test
  void countsNothingOnTopicsWithoutRecords() throws Exception {
    times.put(new TopicPartition(topic, 0), new ArrayList<>());

    assertThat(ask()).isEqualTo(new TouchpointDensity(0, 0));
  }

  @Test
  void doesNotTakeRecordsOfEarlierDaysForABusyHour() throws Exception {
    records(0, 5_000, Duration.ofHours(26));
    records(0, 7, Duration.ofHours(23).plusMinutes(30));

    assertThat(ask()).isEqualTo(new TouchpointDensity(5_007, 7));
  }

  private TouchpointDensity ask() throws Exception {
    List<TopicPartitionInfo> partitions =
        times.keySet().stream()
            .map(
                each ->
                    new TopicPartitionInfo(each.partition(), Node.noNode(), List.of(), List.of()))
            .toList();
    return TouchpointDensity.ask(
        admin(), settings, Map.of(topic, new TopicDescription(topic, false, partitions)), NOW);
  }

  private void records(int partition, int number, Duration ago) {
    List<Long> all =
        times.computeIfAbsent(new TopicPartition(topic, partition), key -> new ArrayList<>());
    for (int i = 0; i < number; i++) {
      all.add(NOW - ago.toMillis() + i);
    }
  }

  /** Answers questions for offsets; all others fail. */
  @SuppressWarnings("unchecked")
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("listOffsets");
              Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
              for (Map.Entry<TopicPartition, OffsetSpec> asked :
                  ((Map<TopicPartition, OffsetSpec>) arguments[0]).entrySet()) {
                answers.put(
                    asked.getKey(),
                    KafkaFuture.completedFuture(offset(asked.getKey(), asked.getValue())));
              }
              return new ListOffsetsResult(answers);
            });
  }

  private ListOffsetsResultInfo offset(TopicPartition partition, OffsetSpec spec)
      throws ReflectiveOperationException {
    List<Long> all = times.get(partition);
    long first = deleted.getOrDefault(partition, 0L);
    if (spec instanceof OffsetSpec.LatestSpec) {
      return new ListOffsetsResultInfo(first + all.size(), -1, Optional.empty());
    }
    if (spec instanceof OffsetSpec.EarliestSpec) {
      return new ListOffsetsResultInfo(first, -1, Optional.empty());
    }
    long from = timestamp(spec);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) >= from) {
        return new ListOffsetsResultInfo(first + i, all.get(i), Optional.empty());
      }
    }
    return new ListOffsetsResultInfo(-1, -1, Optional.empty());
  }

  /** Returns the time that is asked for, which Kafka shows to its own classes only. */
  private static long timestamp(OffsetSpec spec) throws ReflectiveOperationException {
    Method timestamp = OffsetSpec.TimestampSpec.class.getDeclaredMethod("timestamp");
    timestamp.setAccessible(true);
    return (long) timestamp.invoke(spec);
  }
}
