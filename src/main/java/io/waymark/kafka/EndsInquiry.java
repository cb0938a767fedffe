package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
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

  /** A stretch of a partition in which there is no record. */
  private record Empty(long from, long upTo) {}

  private final Connection kafka;
  private final String topic;
  private final String group;
  private final long forgottenNanos;
  private final Function<Map<String, Object>, Admin> clients;

  /** The offsets from which somebody wants to know what is left, by partition. */
  private final Map<Integer, Long> questions = new ConcurrentHashMap<>();

  private final Map<Integer, Empty> empty = new ConcurrentHashMap<>();
  private volatile Ends.@Nullable Answer answer;
  private volatile long wantedNanos = System.nanoTime();

  EndsInquiry(
      Connection kafka,
      String topic,
      String group,
      Duration forgottenAfter,
      Function<Map<String, Object>, Admin> clients) {
    this.kafka = kafka;
    this.topic = topic;
    this.group = group;
    this.forgottenNanos = forgottenAfter.toNanos();
    this.clients = clients;
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

  boolean isNothingLeft(Ends.Next next, long endOffset) {
    Empty found = empty.get(next.partition());
    if (found != null && found.from() == next.offset() && found.upTo() >= endOffset) {
      return true;
    }
    questions.put(next.partition(), next.offset());
    return false;
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
    try (Admin admin = clients.apply(kafka.properties())) {
      GapReader gaps = null;
      try {
        while (isWanted()) {
          ask(admin);
          gaps = readGaps(gaps);
          TimeUnit.MILLISECONDS.sleep(ASK_EVERY.toMillis());
        }
      } finally {
        if (gaps != null) {
          gaps.close();
        }
      }
    } catch (InterruptException e) {
      throw interrupted(e);
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

  /**
   * Answers the questions what is left.
   *
   * @param open null before the first question
   * @return the reader, which is opened for the first question
   */
  private @Nullable GapReader readGaps(@Nullable GapReader open) {
    if (questions.isEmpty()) {
      return open;
    }
    GapReader gaps = open == null ? GapReader.open(kafka.properties(), topic, group) : open;
    Map<Integer, Long> asked = Map.copyOf(questions);
    gaps.emptyUpTo(asked)
        .forEach(
            (partition, upTo) ->
                empty.put(partition, new Empty(asked.getOrDefault(partition, 0L), upTo)));
    asked.forEach(questions::remove);
    return gaps;
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException("while asking Kafka");
    interrupted.initCause(e);
    return interrupted;
  }
}
