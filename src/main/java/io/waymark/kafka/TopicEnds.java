package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker how far a topic goes.
 *
 * <p>The broker is asked in the background as long as somebody wants to know; half a minute after
 * the last question the thread ends by itself, so that nothing is left behind when a job leaves the
 * process.
 */
public final class TopicEnds implements Ends {
  private static final Logger LOG = LoggerFactory.getLogger(TopicEnds.class);
  private static final Duration ASK_EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long FORGOTTEN_NANOS = Duration.ofSeconds(30).toNanos();
  private static final Map<String, TopicEnds> BY_TOPIC = new ConcurrentHashMap<>();

  private final Map<String, Object> client;
  private final String topic;
  private volatile @Nullable Answer answer;
  private volatile long wantedNanos;
  private boolean isAsking;

  private TopicEnds(Map<String, Object> client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  /** The one for a topic in this process. */
  public static TopicEnds of(Connection kafka, String topic) {
    return BY_TOPIC.computeIfAbsent(
        kafka.bootstrap() + "/" + topic, key -> new TopicEnds(kafka.properties(), topic));
  }

  @Override
  public @Nullable Answer since(long nanos) {
    wantedNanos = System.nanoTime();
    startAsking();
    Answer newest = answer;
    return newest == null || newest.askedNanos() - nanos < 0 ? null : newest;
  }

  private synchronized void startAsking() {
    if (!isAsking) {
      isAsking = true;
      Thread thread = new Thread(this::askWhileWanted, "ends of " + topic);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized boolean mayEnd() {
    isAsking = isWanted();
    return !isAsking;
  }

  private void askWhileWanted() {
    try {
      while (!mayEnd()) {
        askWithOneClient();
        TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Until it is no longer wanted; or until the client cannot be made, as when no broker's name is
   * known.
   */
  private void askWithOneClient() throws InterruptedException {
    try (Admin admin = Admin.create(client)) {
      while (isWanted()) {
        ask(admin);
        TimeUnit.MILLISECONDS.sleep(ASK_EVERY.toMillis());
      }
    } catch (KafkaException e) {
      LOG.warn("the ends of {} cannot be asked for: {}", topic, e.toString());
    }
  }

  private boolean isWanted() {
    return System.nanoTime() - wantedNanos < FORGOTTEN_NANOS;
  }

  private synchronized void end() {
    isAsking = false;
  }

  private void ask(Admin admin) throws InterruptedException {
    long asked = System.nanoTime();
    try {
      TopicDescription description =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .get(topic);
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      if (description != null) {
        description
            .partitions()
            .forEach(
                p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      }
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      answer = new Answer(asked, ends);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("no answer on the ends of {}", topic, e);
    }
  }
}
