package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The touchpoints on the topics that are read, by the time at which Kafka got them.
 *
 * @param records all that are there
 * @param busiestHour the most of one of the last 24 hours
 */
public record TouchpointDensity(long records, long busiestHour) {
  private static final int HOURS = 24;

  /** Asks the broker, with one question for each hour. */
  static TouchpointDensity ask(
      Admin admin, Settings settings, Map<String, TopicDescription> topics, long nowMillis)
      throws InterruptedException, ExecutionException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Input input : settings.inputs()) {
      TopicDescription topic = topics.get(input.topic());
      if (topic != null) {
        partitions.addAll(TopicSearch.partitions(topic));
      }
    }
    Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest(), Map.of());
    long end = sum(ends);
    long busiest = 0;
    long later = end;
    for (int hour = 1; hour <= HOURS; hour++) {
      long from = nowMillis - Duration.ofHours(hour).toMillis();
      long earlier = sum(offsets(admin, partitions, OffsetSpec.forTimestamp(from), ends));
      busiest = Math.max(busiest, later - earlier);
      later = earlier;
    }
    long first = sum(offsets(admin, partitions, OffsetSpec.earliest(), ends));
    return new TouchpointDensity(end - first, busiest);
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns offsets by partition.
   *
   * @param ends stand for partitions in which the answer is that there is no such record
   */
  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
        admin.listOffsets(asked).all().get().entrySet()) {
      long offset = each.getValue().offset();
      offsets.put(each.getKey(), offset < 0 ? ends.getOrDefault(each.getKey(), 0L) : offset);
    }
    return offsets;
  }
}
