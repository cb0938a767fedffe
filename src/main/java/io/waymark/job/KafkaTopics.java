package io.waymark.job;

import io.waymark.job.Settings.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as they are when the job starts: found, or waited for, or refused with what to do. */
public final class KafkaTopics {
  /** The broker or a topic is not there. The message says which, and what to do. */
  public static final class MissingException extends Exception {
    private static final long serialVersionUID = 1;

    MissingException(String message) {
      super(message);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  /**
   * The question itself gives up, so that nothing is left to be waited for when the client closes.
   */
  private static final DescribeClusterOptions ASK =
      new DescribeClusterOptions().timeoutMs((int) ASK_EVERY.toMillis());

  private final Map<String, Integer> partitions;
  private final Map<String, Long> endOffsets;

  private KafkaTopics(Map<String, Integer> partitions, Map<String, Long> endOffsets) {
    this.partitions = partitions;
    this.endOffsets = endOffsets;
  }

  public int partitions(String topic) {
    return partitions.getOrDefault(topic, 1);
  }

  /** Of the first partition of the rules topic. */
  public long endOffset(String topic) {
    return endOffsets.getOrDefault(topic, 0L);
  }

  /**
   * Waits for the broker as long as {@link Settings#kafkaWait} says, and creates topics if {@link
   * Settings#createTopics} does.
   */
  public static KafkaTopics find(Settings settings) throws MissingException, InterruptedException {
    Map<String, Object> client = new LinkedHashMap<>(settings.kafkaClient());
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    try (Admin admin = Admin.create(client)) {
      awaitBroker(admin, settings);
      Map<String, TopicDescription> found = new LinkedHashMap<>();
      List<String> missing = new ArrayList<>();
      for (Map.Entry<String, Optional<Topic>> topic : needed(settings).entrySet()) {
        describe(admin, settings, topic.getKey(), topic.getValue())
            .ifPresentOrElse(
                description -> found.put(topic.getKey(), description),
                () -> missing.add(topic.getKey()));
      }
      if (!missing.isEmpty()) {
        throw new MissingException(
            "there is no topic "
                + String.join(", ", missing)
                + " on "
                + settings.bootstrap()
                + "; create it, or set kafka.create-topics=true");
      }
      Map<String, Integer> partitions = new LinkedHashMap<>();
      found.forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
      String rules = settings.topic(Topic.RULES);
      return new KafkaTopics(partitions, Map.of(rules, endOffset(admin, rules)));
    } catch (ExecutionException e) {
      throw new MissingException("Kafka at " + settings.bootstrap() + " refuses: " + e.getCause());
    }
  }

  private static Map<String, Optional<Topic>> needed(Settings settings) {
    Map<String, Optional<Topic>> needed = new LinkedHashMap<>();
    for (Input input : settings.inputs()) {
      needed.put(input.topic(), Optional.empty());
    }
    for (Topic topic : Topic.values()) {
      if (topic != Topic.TOUCHPOINTS || needed.containsKey(settings.topic(topic))) {
        needed.put(settings.topic(topic), Optional.of(topic));
      }
    }
    return needed;
  }

  private static void awaitBroker(Admin admin, Settings settings)
      throws MissingException, InterruptedException {
    long deadline = System.nanoTime() + settings.kafkaWait().toNanos();
    while (true) {
      try {
        admin.describeCluster(ASK).nodes().get();
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() > deadline) {
          throw new MissingException(
              "no Kafka broker answers at "
                  + settings.bootstrap()
                  + " ("
                  + settings.kafkaWait().toSeconds()
                  + " s waited); start it, or set kafka.bootstrap");
        }
        LOG.warn("waiting for Kafka at {}", settings.bootstrap());
      }
    }
  }

  private static Optional<TopicDescription> describe(
      Admin admin, Settings settings, String name, Optional<Topic> ours)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.ofNullable(
          admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
    if (!settings.createTopics()) {
      return Optional.empty();
    }
    create(admin, name, ours);
    return describe(admin, settings, name, ours);
  }

  private static void create(Admin admin, String name, Optional<Topic> ours)
      throws InterruptedException, ExecutionException {
    int count = ours.map(Topic::partitions).orElse(Topic.TOUCHPOINTS.partitions());
    NewTopic topic =
        new NewTopic(name, Optional.of(count), Optional.empty())
            .configs(ours.map(Topic::config).orElse(Map.of()));
    try {
      admin.createTopics(List.of(topic)).all().get();
      LOG.info("created topic {} with {} partitions", name, count);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static long endOffset(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    TopicPartition partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }
}
