package io.waymark.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker which topics are there and whether they may be read. */
public final class TopicSearch {
  /**
   * A topic and, where it is there, its partitions.
   *
   * @param partitions empty unless it is there
   */
  public record Found(Presence presence, List<TopicPartition> partitions) {
    public Found {
      partitions = List.copyOf(partitions);
    }
  }

  private final Admin admin;
  private final DescribeTopicsOptions withRights;

  public TopicSearch(Admin admin, Duration timeout) {
    this.admin = admin;
    this.withRights =
        new DescribeTopicsOptions()
            .includeAuthorizedOperations(true)
            .timeoutMs((int) timeout.toMillis());
  }

  /** Returns the findings by topic, in no particular order. */
  public Map<String, Found> find(List<String> topics)
      throws InterruptedException, ExecutionException {
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(topics, withRights).topicNameValues();
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
      return new Found(Presence.THERE, partitions(topic));
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

  static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  /** Returns whether a topic may be read; trusts a broker that does not report rights. */
  private static boolean mayBeRead(TopicDescription topic) {
    Set<AclOperation> granted = topic.authorizedOperations();
    return granted == null || granted.isEmpty() || granted.contains(AclOperation.READ);
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }
}
