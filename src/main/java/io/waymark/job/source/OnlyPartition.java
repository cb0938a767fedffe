package io.waymark.job.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the first partition of a topic and no other, so that what is pushed has one order. A start
 * refuses a topic with more; partitions that are added while the job runs are not read, and the log
 * says so again and again as long as they are there. Runs where the source is coordinated.
 */
final class OnlyPartition implements KafkaSubscriber {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(OnlyPartition.class);

  private final String topic;

  OnlyPartition(String topic) {
    this.topic = topic;
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    int partitions = partitions(admin);
    if (partitions > 1) {
      LOG.error(
          "the topic {} has {} partitions now; only partition 0 is read, and pushes or removals on"
              + " the others do nothing: delete the topic, create it with 1 partition and"
              + " cleanup.policy=compact, and push its texts again",
          topic,
          partitions);
    }
    return Set.of(new TopicPartition(topic, 0));
  }

  /** Returns the number of partitions; 1 where the broker does not say it now. */
  private int partitions(AdminClient admin) {
    try {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      TopicDescription description = found.get(topic);
      return description == null ? 1 : description.partitions().size();
    } catch (ExecutionException e) {
      LOG.warn("the partitions of {} cannot be counted: {}", topic, e.getCause());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
