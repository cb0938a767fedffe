package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the ends of one topic again and again, on a thread of its own, while it is wanted. */
final class EndsInquiry {
  private static final Logger LOG = LoggerFactory.getLogger(EndsInquiry.class);
  private static final Duration ASK_EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final DescribeTopicsOptions DESCRIBE =
      new DescribeTopicsOptions().timeoutMs((int) PATIENCE.toMillis());
  private static final ListOffsetsOptions LIST =
      new ListOffsetsOptions().timeoutMs((int) PATIENCE.toMillis());

  private final Connection kafka;
  private final String topic;
  private final long forgottenNanos;
  private volatile Ends.@Nullable Answer answer;
  private volatile long wantedNanos = System.nanoTime();

  EndsInquiry(Connection kafka, String topic, Duration forgottenAfter) {
    this.kafka = kafka;
    this.topic = topic;
    this.forgottenNanos = forgottenAfter.toNanos();
  }

  void want() {
    wantedNanos = System.nanoTime();
  }

  boolean isWanted() {
    return System.nanoTime() - wantedNanos < forgottenNanos;
  }

  Ends.@Nullable Answer answer() {
    return answer;
  }

  /**
   * Asks until it is dropped.
   *
   * @param isKept whether to continue
   */
  void askWhile(BooleanSupplier isKept) throws InterruptedException {
    while (isKept.getAsBoolean()) {
      askWithOneClient();
    }
  }

  /** Asks until no clock needs the answer; pauses after a client that cannot be made. */
  private void askWithOneClient() throws InterruptedException {
    try (Admin admin = Admin.create(kafka.properties())) {
      while (isWanted()) {
        ask(admin);
        TimeUnit.MILLISECONDS.sleep(ASK_EVERY.toMillis());
      }
    } catch (KafkaException e) {
      LOG.warn("the ends of {} cannot be asked for: {}", topic, e.toString());
      TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis());
    }
  }

  private void ask(Admin admin) throws InterruptedException {
    long asked = System.nanoTime();
    try {
      TopicDescription description =
          admin.describeTopics(List.of(topic), DESCRIBE).allTopicNames().get().get(topic);
      Map<Integer, Long> ends = new HashMap<>();
      if (description != null) {
        EndOffsets.ask(admin, TopicSearch.partitions(description), LIST)
            .forEach((partition, end) -> ends.put(partition.partition(), end));
      }
      answer = new Ends.Answer(asked, ends);
    } catch (ExecutionException e) {
      LOG.debug("no answer on the ends of {}", topic, e);
    }
  }
}
