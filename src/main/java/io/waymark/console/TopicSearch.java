package io.waymark.console;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.waymark.console.TopicState.Presence;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker which topics are there, whether they may be read, and where they end. */
final class TopicSearch {
  /** Less than the time after which health says that Kafka is away. */
  private static final int TIMEOUT_MILLIS = 3_000;

  private static final DescribeTopicsOptions WITH_RIGHTS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(TIMEOUT_MILLIS);
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);

  /** A topic and, where it is there, its partitions. */
  record Found(Presence presence, List<TopicPartition> partitions) {}

  private final Admin admin;

  TopicSearch(Admin admin) {
    this.admin = admin;
  }

  Map<String, Found> find(List<String> topics) throws InterruptedException, ExecutionException {
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(topics, WITH_RIGHTS).topicNameValues();
    Map<String, Found> found = new LinkedHashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> each : described.entrySet()) {
      found.put(each.getKey(), found(each.getValue()));
    }
    return found;
  }

  private static Found found(KafkaFuture<TopicDescription> asked)
      throws InterruptedException, ExecutionException {
    try {
      TopicDescription topic = asked.get();
      if (!mayBeRead(topic)) {
        return new Found(Presence.FORBIDDEN, List.of());
      }
      if (!topic.partitions().stream().allMatch(TopicSearch::hasLeader)) {
        return new Found(Presence.LEADERLESS, List.of());
      }
      return new Found(
          Presence.THERE,
          topic.partitions().stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return new Found(Presence.FORBIDDEN, List.of());
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return new Found(Presence.MISSING, List.of());
      }
      throw e;
    }
  }

  /** A broker that does not tell rights is trusted. */
  private static boolean mayBeRead(TopicDescription topic) {
    Set<AclOperation> granted = topic.authorizedOperations();
    return granted == null || granted.isEmpty() || granted.contains(AclOperation.READ);
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }

  /** Where whoever reads what is committed comes to an end. */
  Map<TopicPartition, Long> ends(Collection<Found> topics)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked =
        topics.stream()
            .flatMap(topic -> topic.partitions().stream())
            .collect(toMap(identity(), partition -> OffsetSpec.latest()));
    if (asked.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(asked, COMMITTED).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }
}
