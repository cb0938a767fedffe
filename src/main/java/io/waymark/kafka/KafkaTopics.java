package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Input;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as they are when the job starts: found, or waited for, or refused with what to do. */
public final class KafkaTopics {
  /**
   * The broker or a topic is not there, or there is no right to it. The message says which, and
   * what to do.
   */
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
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      awaitBroker(admin, settings);
      return find(admin, settings);
    } catch (ExecutionException e) {
      throw new MissingException(KafkaRefusal.words(e, settings));
    } catch (KafkaException e) {
      throw new MissingException(KafkaRefusal.words(e));
    }
  }

  private static KafkaTopics find(Admin admin, Settings settings)
      throws MissingException, InterruptedException, ExecutionException {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    new TopicSetup(admin, settings)
        .find(needed(settings))
        .forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    String rules = Topics.RULES.name(settings.prefix());
    return new KafkaTopics(partitions, Map.of(rules, endOffset(admin, rules)));
  }

  private static Map<String, Optional<Topic>> needed(Settings settings) {
    Map<String, Optional<Topic>> needed = new LinkedHashMap<>();
    for (Input input : settings.inputs()) {
      needed.put(input.topic(), Optional.empty());
    }
    for (Topic topic : Topics.ALL) {
      String name = topic.name(settings.prefix());
      if (!topic.equals(Topics.TOUCHPOINTS) || needed.containsKey(name)) {
        needed.put(name, Optional.of(topic));
      }
    }
    return needed;
  }

  private static void awaitBroker(Admin admin, Settings settings)
      throws MissingException, InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + settings.kafkaWait().toNanos();
    while (true) {
      try {
        admin.describeCluster(ASK).nodes().get();
        return;
      } catch (ExecutionException e) {
        if (KafkaRefusal.isFinal(e)) {
          throw e;
        }
        if (System.nanoTime() > deadline) {
          throw new MissingException(
              "no Kafka broker answers at "
                  + settings.kafka().bootstrap()
                  + " ("
                  + settings.kafkaWait().toSeconds()
                  + " s waited); start it, or set kafka.bootstrap, or set"
                  + " kafka.client.security.protocol, now "
                  + settings.kafka().client().getOrDefault("security.protocol", "PLAINTEXT")
                  + ", to what it listens with");
        }
        LOG.warn("waiting for Kafka at {}", settings.kafka().bootstrap());
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
