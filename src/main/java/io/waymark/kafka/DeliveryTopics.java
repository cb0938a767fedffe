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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as they are when the delivery starts, which is refused where they are not ready. */
public final class DeliveryTopics {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTopics.class);

  private final Admin admin;
  private final Settings settings;
  private final Map<Topic, TopicDescription> found = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private DeliveryTopics(Admin admin, Settings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * Waits for the broker and for topics as the settings say, and creates those of the delivery if
   * they say so.
   *
   * @throws NotReadyException with everything that is missing or wrong
   */
  public static void find(Settings settings) throws NotReadyException, InterruptedException {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      StartTopics.awaitBroker(admin, settings, "the delivery");
      new DeliveryTopics(admin, settings).check();
    } catch (ExecutionException e) {
      throw new NotReadyException(new Refusal(settings.kafka(), "the delivery").explain(e));
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
  }

  private void check() throws NotReadyException, InterruptedException, ExecutionException {
    find(Topics.TRIGGERS, Topics.TRIGGERS.partitions());
    find(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.partitions());
    TopicDescription triggers = found.get(Topics.TRIGGERS);
    int partitions = triggers == null ? 1 : triggers.partitions().size();
    find(Topics.DELIVERIES, partitions);
    find(Topics.DELIVERIES_PARKED, partitions);
    TopicDescription parked = found.get(Topics.DELIVERIES_PARKED);
    if (parked != null) {
      checkParked(parked, partitions);
    }
    if (!problems.isEmpty()) {
      throw NotReadyException.of(problems);
    }
  }

  private void checkParked(TopicDescription parked, int partitions)
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

  private void find(Topic topic, int partitions) throws InterruptedException, ExecutionException {
    String name = topic.name(settings.prefix());
    try {
      found.put(topic, admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
      if (!settings.createTopics()) {
        problems.add(
            "there is no topic "
                + name
                + " on "
                + settings.kafka().bootstrap()
                + "; create it, or set kafka.create-topics=true");
        return;
      }
      create(topic, name, partitions);
      find(topic, partitions);
    }
  }

  private void create(Topic topic, String name, int partitions)
      throws InterruptedException, ExecutionException {
    NewTopic created =
        new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(topic.config());
    try {
      admin.createTopics(List.of(created)).all().get();
      LOG.info("created topic {} with {} partitions", name, partitions);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
