package io.waymark.cli.bench;

import io.waymark.intake.TouchpointJson;
import io.waymark.job.stream.RuleText;
import io.waymark.model.Touchpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends touchpoints at a fixed rate, stamped with the wall clock, until it is closed. In every
 * hundred a customer of their own begins and, half a hundred later, completes what {@link #RULE}
 * asks for; the others are those of {@link Load}.
 */
final class Sender implements Runnable, AutoCloseable {
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

  private static final int CUSTOMERS = 100_000;

  private final String topic;
  private final int rate;
  private final Load load = new Load(CUSTOMERS);
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Long> appendedMillis = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  Sender(String bootstrap, String topic, int rate) {
    this.topic = topic;
    this.rate = rate;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0, "acks", "1"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** When the broker took the touchpoints that complete the rule, by their ids. */
  Map<String, Long> appendedMillis() {
    return appendedMillis;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    for (long index = 0; !isClosed; index++) {
      long due = start + index * 1_000_000_000L / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(index);
    }
    producer.close();
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private void send(long index) {
    Touchpoint touchpoint = touchpoint(index, System.currentTimeMillis());
    boolean completes = index % 100 == 50;
    var unused =
        producer.send(
            new ProducerRecord<>(topic, touchpoint.customer(), TouchpointJson.write(touchpoint)),
            (taken, failure) -> {
              if (completes && failure == null) {
                appendedMillis.put(touchpoint.id(), taken.timestamp());
              }
            });
  }

  private Touchpoint touchpoint(long index, long nowMillis) {
    return switch ((int) (index % 100)) {
      case 0 -> of(index, "Question Asked", nowMillis);
      case 50 -> of(index, "Question Answered", nowMillis);
      default -> load.touchpoint(index, nowMillis);
    };
  }

  private static Touchpoint of(long index, String type, long nowMillis) {
    return new Touchpoint(
        "t" + index, "asker-" + index / 100, null, type, "web", nowMillis, null, Map.of());
  }

  /** Pushes the rule, before the job starts. */
  static void push(String bootstrap, String topic, RuleText rule) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new StringSerializer())) {
      ProducerRecord<String, String> record = new ProducerRecord<>(topic, rule.id(), rule.text());
      record.headers().add(RuleText.ORIGIN_HEADER, rule.origin().getBytes(StandardCharsets.UTF_8));
      producer.send(record).get();
    }
  }
}
