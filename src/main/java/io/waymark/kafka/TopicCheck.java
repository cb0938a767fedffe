package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.wire.Document;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks how the topics are set up, and the limits for what is written to them. Without the right
 * to describe the configuration of a topic, that part is trusted.
 */
final class TopicCheck {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

  private static final int LARGEST = Document.MOST_BYTES + Document.ENVELOPE_BYTES;

  /** The properties of a client that bound the size of what it sends. */
  private static final List<String> CLIENT_LIMITS = List.of("max.request.size", "buffer.memory");

  private final Admin admin;
  private final Settings settings;
  private final String rules;
  private final String policy;
  private final String pauses;
  private final String map;
  private final String outcomes;
  private final String questions;
  private final List<String> problems = new ArrayList<>();

  TopicCheck(Admin admin, Settings settings) {
    this.admin = admin;
    this.settings = settings;
    this.rules = Topics.RULES.name(settings.prefix());
    this.policy = Topics.POLICY.name(settings.prefix());
    this.pauses = Topics.PAUSES.name(settings.prefix());
    this.map = Topics.JOURNEY_MAP.name(settings.prefix());
    this.outcomes = Topics.RULE_OUTCOMES.name(settings.prefix());
    this.questions = Topics.QUESTIONS.name(settings.prefix());
  }

  /**
   * Returns what is wrong, each with the cure.
   *
   * @param found topics by their names
   */
  List<String> problems(Map<String, TopicDescription> found)
      throws InterruptedException, ExecutionException {
    checkSources();
    CLIENT_LIMITS.forEach(this::checkClient);
    checkOnePartition(
        found,
        rules,
        "its rules have no order",
        "and cleanup.policy=compact, and push the rules again");
    checkOnePartition(
        found,
        policy,
        "the last policy cannot be told",
        "and cleanup.policy=compact, and push the policy again");
    checkOnePartition(
        found, pauses, "it cannot be told whether a rule is paused", "and cleanup.policy=compact");
    checkOnePartition(
        found,
        map,
        "a reader cannot tell which parts are of one cut",
        "and cleanup.policy=compact");
    for (Map.Entry<String, Config> topic : configs(found).entrySet()) {
      check(topic.getKey(), topic.getValue());
    }
    return problems;
  }

  private void checkOnePartition(
      Map<String, TopicDescription> found, String topic, String consequence, String cure) {
    TopicDescription description = found.get(topic);
    if (description != null && description.partitions().size() != 1) {
      problems.add(
          "the topic "
              + topic
              + " has "
              + description.partitions().size()
              + " partitions, so that "
              + consequence
              + "; delete it, create it with 1 partition "
              + cure
              + "; or set topics.prefix");
    }
  }

  /** Checks that the job does not read what it writes, which would never end. */
  private void checkSources() {
    for (Settings.Input input : settings.inputs()) {
      if (Set.of(rules, policy, questions).contains(input.topic()) || isOutput(input.topic())) {
        problems.add(
            "sources names "
                + input.topic()
                + ", which is a topic of Waymark's own; name topics of touchpoints only");
      }
    }
  }

  private boolean isOutput(String topic) {
    return Topics.OUTPUTS.stream()
        .map(output -> output.name(settings.prefix()))
        .anyMatch(topic::equals);
  }

  private void checkClient(String property) {
    String value = settings.kafka().client().get(property);
    if (value != null && number(value) < LARGEST) {
      problems.add(
          "kafka.client."
              + property
              + " is "
              + value
              + ", but the job writes records of up to "
              + LARGEST
              + " bytes; leave it out, or set it to that at least");
    }
  }

  private void check(String topic, Config config) {
    if (topic.equals(rules)) {
      checkCompacted(topic, config, "rules that are in force");
      return;
    }
    if (topic.equals(policy)) {
      checkCompacted(topic, config, "the policy that is in force");
      return;
    }
    if (topic.equals(pauses)) {
      checkCompacted(topic, config, "pauses that are in force");
    }
    if (topic.equals(map)) {
      checkCompacted(topic, config, "parts of the map that have not changed for long");
    }
    if (topic.equals(outcomes)) {
      checkCompacted(topic, config, "outcomes of versions that have not changed for long");
    }
    String limit = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (limit != null && number(limit) < LARGEST) {
      problems.add(
          "the topic "
              + topic
              + " takes records of "
              + limit
              + " bytes at most, but the job writes up to "
              + LARGEST
              + "; set its max.message.bytes, or the brokers' message.max.bytes, to that at least");
    }
  }

  private void checkCompacted(String topic, Config config, String deleted) {
    String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy != null && !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      problems.add(
          "the topic "
              + topic
              + " has cleanup.policy="
              + policy
              + ", so that Kafka deletes "
              + deleted
              + "; set it to compact");
    }
  }

  /**
   * Returns the configuration of the rules topic and the outputs, as far as it may be described.
   */
  private Map<String, Config> configs(Map<String, TopicDescription> found)
      throws InterruptedException, ExecutionException {
    List<ConfigResource> asked =
        found.keySet().stream()
            .filter(topic -> topic.equals(rules) || isOutput(topic))
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<String, Config> configs = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> each :
        admin.describeConfigs(asked).values().entrySet()) {
      try {
        configs.put(each.getKey().name(), each.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof AuthorizationException)
            && !(e.getCause() instanceof UnsupportedVersionException)) {
          throw e;
        }
        unknown.add(each.getKey().name());
      }
    }
    if (!unknown.isEmpty()) {
      LOG.warn(
          "without DescribeConfigs on {} it is not checked that rules and map are compacted and that"
              + " outputs take records of {} bytes",
          String.join(", ", unknown),
          LARGEST);
    }
    return configs;
  }

  private static @Nullable String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? null : entry.value();
  }

  /** Returns a number; of a text that is none the highest, as the client itself refuses it. */
  private static long number(String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
