package io.waymark.lab.bench;

import io.waymark.model.RuleText;
import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends touchpoints: first a backlog as fast as the broker takes it, stamped with the time that led
 * up to now, then at a fixed rate, stamped with the wall clock, until it is closed. In every
 * hundred a customer of their own begins and, half a hundred later, completes what {@link #RULE}
 * asks for; the others are those of {@link SyntheticLoad}.
 */
final class Sender implements AutoCloseable {
  static final RuleText RULE =
      new RuleText(
          "bench-latency",
          """
          rule: bench-latency
          title: Asked, then was answered
          signal: opportunity
          owner: bench
          status: live
          pattern:
            within: 30m
            steps:
              - asked: Question Asked
              - answered: Question Answered
          trigger:
            to: nobody
          """,
          "bench-latency.yaml",
          0);

  /** The number of touchpoints of which one completes the rule. */
  static final int COMPLETES_ONE_IN = 100;

  private static final long TICK_NANOS = 1_000_000;

  private final String topic;
  private final String run;
  private final SyntheticLoad load;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Long> appendedMillis = new ConcurrentHashMap<>();
  private long index;
  private volatile boolean isClosed;

  /**
   * Batches of what a few milliseconds bring: how long one takes to fill is not measured.
   *
   * @param customers of the load
   * @param run in the ids of those that complete the rule, so that another run is no repetition
   */
  Sender(String bootstrap, String topic, int customers, String run) {
    this.topic = topic;
    this.run = run;
    this.load = SyntheticLoad.introduced(customers);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap, "acks", "1", "linger.ms", 2, "batch.size", 1 << 16),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Returns when the broker appended the touchpoints that complete the rule, by their ids. */
  Map<String, Long> appendedMillis() {
    return appendedMillis;
  }

  /** Sends so many at once, {@link SyntheticLoad#timeMillis} apart. */
  void sendBacklog(long many, LongConsumer progress) {
    long sinceLoadMillis = System.currentTimeMillis() - SyntheticLoad.timeMillis(many);
    for (; index < many; index++) {
      send(SyntheticLoad.timeMillis(index) + sinceLoadMillis);
      progress.accept(index);
    }
    producer.flush();
  }

  /**
   * Sends the touchpoints that are due in each millisecond, until it is closed.
   *
   * @param rate touchpoints a second
   */
  void sendSteadily(double rate) {
    long first = index;
    long start = System.nanoTime();
    while (!isClosed) {
      long due = first + (long) ((System.nanoTime() - start) * rate / 1e9);
      for (; index < due; index++) {
        send(System.currentTimeMillis());
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    producer.close();
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private void send(long timeMillis) {
    Touchpoint touchpoint = touchpoint(timeMillis);
    boolean completes = index % COMPLETES_ONE_IN == COMPLETES_ONE_IN / 2;
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, touchpoint.customer(), TouchpointDocument.INSTANCE.write(touchpoint)),
            (taken, failure) -> {
              if (completes && failure == null) {
                appendedMillis.put(touchpoint.id(), taken.timestamp());
              }
            });
  }

  private Touchpoint touchpoint(long timeMillis) {
    return switch ((int) (index % COMPLETES_ONE_IN)) {
      case 0 -> asker("Question Asked", timeMillis);
      case COMPLETES_ONE_IN / 2 -> asker("Question Answered", timeMillis);
      default -> load.touchpoint(index, timeMillis);
    };
  }

  private Touchpoint asker(String type, long timeMillis) {
    String customer = "asker-" + run + "-" + index / COMPLETES_ONE_IN;
    return new Touchpoint(
        run + "-" + index, customer, null, type, "web", timeMillis, null, Map.of());
  }
}
