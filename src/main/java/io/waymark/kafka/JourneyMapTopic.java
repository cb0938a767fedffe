package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.wire.CutReader;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCut;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of the journey map, read from its start, without a group: a reader needs no right but
 * to read it. It shows whole cuts only.
 */
public final class JourneyMapTopic implements AutoCloseable {
  private static final String ASKER = "this command";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final byte[] NOTHING = {};

  private final String name;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Consumer<String> onMalformed;
  private final CutReader cuts = new CutReader();

  private JourneyMapTopic(
      String name,
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<String> onMalformed) {
    this.name = name;
    this.consumer = consumer;
    this.partitions = partitions;
    this.onMalformed = onMalformed;
  }

  /**
   * Opens the topic at its start.
   *
   * @param onMalformed hears of each record that is no part of the map, which is passed over
   * @throws NotReadyException if it is not there, or may not be read
   */
  public static JourneyMapTopic open(Settings settings, Consumer<String> onMalformed)
      throws NotReadyException, InterruptedException {
    String name = Topics.JOURNEY_MAP.name(settings.prefix());
    List<TopicPartition> partitions = partitions(settings, name);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new JourneyMapTopic(name, consumer, partitions, onMalformed);
  }

  private static Map<String, Object> properties(Settings settings) {
    Map<String, Object> client = settings.kafka().properties();
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return client;
  }

  private static List<TopicPartition> partitions(Settings settings, String name)
      throws NotReadyException, InterruptedException {
    Refusal refusal = new Refusal(settings.kafka(), ASKER);
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      TopicSearch.Found found =
          Objects.requireNonNull(new TopicSearch(admin, PATIENCE).find(List.of(name)).get(name));
      if (found.presence() != Presence.THERE) {
        throw new NotReadyException("the topic " + name + " is " + cure(found.presence()));
      }
      return found.partitions();
    } catch (ExecutionException e) {
      throw new NotReadyException(
          e.getCause() instanceof RetriableException
              ? refusal.explainSilence(" (" + PATIENCE.toSeconds() + " s waited)")
              : refusal.explain(e));
    } catch (KafkaException e) {
      throw new NotReadyException(Refusal.explainNoClient(e));
    }
  }

  private static String cure(Presence presence) {
    return switch (presence) {
      case THERE -> throw new IllegalArgumentException("a topic that is there needs no cure");
      case MISSING ->
          "missing: start the job, which creates it or asks for it; or set topics.prefix as the job"
              + " has it";
      case FORBIDDEN -> "not to be read by this user; grant Read on it";
      case LEADERLESS -> "without a leader; start the brokers that hold it";
    };
  }

  /** Returns the full name of the topic. */
  public String name() {
    return name;
  }

  /** Reads on to the end that the topic has now. */
  public void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
      boolean unused = read(POLL);
    }
  }

  /**
   * Reads what has come, or waits for it.
   *
   * @return whether a cut was closed
   */
  public boolean read(Duration patience) {
    boolean isClosed = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      try {
        byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
        isClosed |= cuts.add(Topics.JOURNEY_MAP.document().read(value));
      } catch (MalformedDocumentException e) {
        onMalformed.accept(
            e.getMessage() + ", on " + record.topic() + " at offset " + record.offset());
      }
    }
    return isClosed;
  }

  /** Returns the last whole cut; empty before the first. */
  public Optional<MapCut> cut() {
    return cuts.cut();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
