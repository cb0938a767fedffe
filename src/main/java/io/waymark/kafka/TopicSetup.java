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
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds topics, or creates them if the settings say so, and collects every topic and right that is
 * missing, and what is wrong with the topics that are there.
 */
final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final DescribeTopicsOptions WITH_RIGHTS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true);

  private final Admin admin;
  private final Settings settings;
  private final String who;
  private final RightsCheck rights;
  private final Map<String, TopicDescription> found = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * Creates a setup.
   *
   * @param who is what messages call the process that starts
   */
  TopicSetup(Admin admin, Settings settings, String who, RightsCheck rights) {
    this.admin = admin;
    this.settings = settings;
    this.who = who;
    this.rights = rights;
  }

  /** Returns what is wrong with topics that are there, each with the cure. */
  interface Check {
    List<String> problems(Map<String, TopicDescription> found)
        throws InterruptedException, ExecutionException;
  }

  /**
   * Returns the topics by their names.
   *
   * @param needed the topics by their names; a topic of Waymark's own as what it is
   * @throws NotReadyException with everything that is missing or wrong
   */
  Map<String, TopicDescription> find(Map<String, Optional<Topic>> needed, Check check)
      throws NotReadyException, InterruptedException, ExecutionException {
    for (Map.Entry<String, Optional<Topic>> topic : needed.entrySet()) {
      find(topic.getKey(), topic.getValue());
    }
    found.values().forEach(rights::check);
    rights.checkGroupAndTransactions();
    List<String> reasons = reasons();
    reasons.addAll(check.problems(found));
    if (!reasons.isEmpty()) {
      throw new NotReadyException(String.join("\n", reasons));
    }
    return found;
  }

  private void find(String name, Optional<Topic> ours)
      throws InterruptedException, ExecutionException {
    try {
      Map<String, TopicDescription> described =
          admin.describeTopics(List.of(name), WITH_RIGHTS).allTopicNames().get();
      found.putAll(described);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        rights.lacksAll(name);
      } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      } else if (!settings.createTopics()) {
        missing.add(name);
      } else if (create(name, ours)) {
        find(name, ours);
      }
    }
  }

  /** Returns whether the topic is there now, or will be in a moment. */
  private boolean create(String name, Optional<Topic> ours)
      throws InterruptedException, ExecutionException {
    int count = ours.map(Topic::partitions).orElse(Topics.TOUCHPOINTS.partitions());
    NewTopic topic =
        new NewTopic(name, Optional.of(count), Optional.empty())
            .configs(ours.map(Topic::config).orElse(Map.of()));
    try {
      admin.createTopics(List.of(topic)).all().get();
      LOG.info("created topic {} with {} partitions", name, count);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        rights.lacks(AclOperation.CREATE, "topic " + name);
        return false;
      }
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      return true;
    }
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!missing.isEmpty()) {
      reasons.add(
          "there is no topic "
              + String.join(", ", missing)
              + " on "
              + settings.kafka().bootstrap()
              + "; create it, or set kafka.create-topics=true");
    }
    if (!rights.missing().isEmpty()) {
      reasons.add(
          who
              + " lacks rights on "
              + settings.kafka().bootstrap()
              + ": "
              + String.join(", ", rights.missing())
              + "; security.md says how they are granted");
    }
    return reasons;
  }
}
