package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as they are when the delivery starts, which is refused where they are not ready. */
public final class DeliveryTopics {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTopics.class);
  private static final String WHO = "the delivery";

  private final Admin admin;
  private final Settings settings;

  private DeliveryTopics(Admin admin, Settings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /** Returns the group that all processes of the delivery share, which the rights must allow. */
  public static String group(Settings settings) {
    return settings.group() + "-deliver";
  }

  /**
   * Waits for the broker and for topics as the settings say, and creates those of the delivery if
   * they say so.
   *
   * @param destinations topics that triggers are written to
   * @throws NotReadyException with everything that is missing or wrong
   */
  public static void find(Settings settings, List<String> destinations)
      throws NotReadyException, InterruptedException {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      StartTopics.awaitBroker(admin, settings, WHO);
      new DeliveryTopics(admin, settings).find(destinations);
    } catch (ExecutionException e) {
      throw new NotReadyException(new Refusal(settings.kafka(), WHO).explain(e));
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
  }

  private void find(List<String> destinations)
      throws NotReadyException, InterruptedException, ExecutionException {
    int partitions = partitionsOfTriggers();
    Map<String, Optional<Topic>> needed = new LinkedHashMap<>();
    for (Topic topic :
        List.of(
            Topics.TRIGGERS,
            Topics.DEAD_LETTERS,
            Topics.DELIVERIES.withPartitions(partitions),
            Topics.DELIVERIES_PARKED.withPartitions(partitions))) {
      needed.put(topic.name(settings.prefix()), Optional.of(topic));
    }
    destinations.forEach(topic -> needed.putIfAbsent(topic, Optional.empty()));
    new TopicSetup(
            admin, settings, WHO, RightsCheck.ofTheDelivery(admin, settings, group(settings)))
        .find(needed, this::problems);
  }

  /** Returns how many partitions the triggers have; as many as a created topic, without one. */
  private int partitionsOfTriggers() throws InterruptedException, ExecutionException {
    String name = Topics.TRIGGERS.name(settings.prefix());
    try {
      return admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
          .mapToInt(topic -> topic.partitions().size())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof AuthorizationException) {
        return Topics.TRIGGERS.partitions();
      }
      throw e;
    }
  }

  private List<String> problems(Map<String, TopicDescription> found)
      throws InterruptedException, ExecutionException {
    List<String> problems = new ArrayList<>();
    TopicDescription triggers = found.get(Topics.TRIGGERS.name(settings.prefix()));
    TopicDescription parked = found.get(Topics.DELIVERIES_PARKED.name(settings.prefix()));
    if (triggers != null && parked != null) {
      checkParked(parked, triggers.partitions().size(), problems);
    }
    return problems;
  }

  private void checkParked(TopicDescription parked, int partitions, List<String> problems)
      throws InterruptedException, ExecutionException {
    if (parked.partitions().size() < partitions) {
      problems.add(
          "the topic "
              + parked.name()
              + " has "
              + parked.partitions().size()
              + " partitions, but triggers have "
              + partitions
              + ", and each is parked in its own; add partitions to it");
    }
    String policy = cleanupPolicy(parked.name()).orElse(TopicConfig.CLEANUP_POLICY_COMPACT);
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      problems.add(
          "the topic "
              + parked.name()
              + " has cleanup.policy="
              + policy
              + ", so that Kafka deletes triggers that wait for their destination; set it to"
              + " compact");
    }
  }

  /** Returns how Kafka cleans a topic up; empty without the right to know. */
  private Optional<String> cleanupPolicy(String topic)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
      Config config = configs.getOrDefault(resource, new Config(List.of()));
      ConfigEntry entry = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
      return entry == null ? Optional.empty() : Optional.ofNullable(entry.value());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn("without DescribeConfigs on {} it is not checked that it is compacted", topic);
        return Optional.empty();
      }
      throw e;
    }
  }
}
