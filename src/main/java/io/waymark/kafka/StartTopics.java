package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Input;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics as they are when the job starts. Where they are not ready for it, the start is refused
 * and the message says what to do.
 */
public final class StartTopics {
  private static final Logger LOG = LoggerFactory.getLogger(StartTopics.class);
  private static final String JOB = "the job";
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  /** Lets the question itself time out, so that no request is in flight when the client closes. */
  private static final DescribeClusterOptions ASK =
      new DescribeClusterOptions().timeoutMs((int) ASK_EVERY.toMillis());

  /** Leaves out what somebody is about to push. */
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final Map<String, Integer> partitions;
  private final long rulesEndOffset;
  private final long policyEndOffset;
  private final long pausesEndOffset;
  private final TouchpointDensity density;

  private StartTopics(
      Map<String, Integer> partitions,
      long rulesEndOffset,
      long policyEndOffset,
      long pausesEndOffset,
      TouchpointDensity density) {
    this.partitions = Map.copyOf(partitions);
    this.rulesEndOffset = rulesEndOffset;
    this.policyEndOffset = policyEndOffset;
    this.pausesEndOffset = pausesEndOffset;
    this.density = density;
  }

  public int partitions(String topic) {
    return partitions.getOrDefault(topic, 1);
  }

  /** Returns the end of the only partition of the rules topic. */
  public long rulesEndOffset() {
    return rulesEndOffset;
  }

  /** Returns the end of the only partition of the policy topic. */
  public long policyEndOffset() {
    return policyEndOffset;
  }

  /** Returns the end of the only partition of the topic of pauses. */
  public long pausesEndOffset() {
    return pausesEndOffset;
  }

  public TouchpointDensity density() {
    return density;
  }

  /**
   * Waits for the broker as long as {@link Settings#kafkaWait} says, and creates topics if {@link
   * Settings#createTopics} does.
   */
  public static StartTopics find(Settings settings) throws NotReadyException, InterruptedException {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      awaitBroker(admin, settings, JOB);
      return find(admin, settings);
    } catch (ExecutionException e) {
      throw new NotReadyException(refusal(settings).explain(e));
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
  }

  private static StartTopics find(Admin admin, Settings settings)
      throws NotReadyException, InterruptedException, ExecutionException {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    Map<String, TopicDescription> topics =
        new TopicSetup(admin, settings, JOB, RightsCheck.ofTheJob(admin, settings))
            .find(needed(settings), new TopicCheck(admin, settings)::problems);
    topics.forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    TopicPartition rules = new TopicPartition(Topics.RULES.name(settings.prefix()), 0);
    TopicPartition policy = new TopicPartition(Topics.POLICY.name(settings.prefix()), 0);
    TopicPartition pauses = new TopicPartition(Topics.PAUSES.name(settings.prefix()), 0);
    Map<TopicPartition, Long> ends =
        EndOffsets.ask(admin, List.of(rules, policy, pauses), COMMITTED);
    return new StartTopics(
        partitions,
        ends.getOrDefault(rules, 0L),
        ends.getOrDefault(policy, 0L),
        ends.getOrDefault(pauses, 0L),
        TouchpointDensity.ask(admin, settings, topics, System.currentTimeMillis()));
  }

  private static Map<String, Optional<Topic>> needed(Settings settings) {
    Map<String, Optional<Topic>> needed = new LinkedHashMap<>();
    for (Input input : settings.inputs()) {
      needed.put(input.topic(), Optional.empty());
    }
    for (Topic topic : Topics.ALL) {
      String name = topic.name(settings.prefix());
      if (isUsed(topic, settings)
          && (!topic.equals(Topics.TOUCHPOINTS) || needed.containsKey(name))) {
        needed.put(name, Optional.of(topic));
      }
    }
    return needed;
  }

  /** Returns false for an output that the settings leave out; its sink is idle then. */
  private static boolean isUsed(Topic topic, Settings settings) {
    return settings.applied() || !topic.equals(Topics.APPLIED);
  }

  /** Waits for the broker; {@code who} is what the message calls the process that waits. */
  static void awaitBroker(Admin admin, Settings settings, String who)
      throws NotReadyException, InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + settings.kafkaWait().toNanos();
    while (true) {
      try {
        admin.describeCluster(ASK).nodes().get();
        return;
      } catch (ExecutionException e) {
        if (Refusal.isFinal(e)) {
          throw e;
        }
        if (System.nanoTime() > deadline) {
          throw new NotReadyException(
              new Refusal(settings.kafka(), who)
                  .explainSilence(" (" + settings.kafkaWait().toSeconds() + " s waited)"));
        }
        LOG.warn("waiting for Kafka at {}", settings.kafka().bootstrap());
      }
    }
  }

  private static Refusal refusal(Settings settings) {
    return new Refusal(settings.kafka(), JOB);
  }
}
