package io.waymark.lab.bench;

import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes triggers as the job does, evenly in time, for a number of destinations in turn. */
final class TriggerSender implements AutoCloseable {
  private static final int CUSTOMERS = 2_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int destinations;
  private final Random random = new Random(11);
  private int sent;

  TriggerSender(Settings settings, int destinations) {
    this.producer =
        new KafkaProducer<>(
            settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = Topics.TRIGGERS.name(settings.prefix());
    this.destinations = destinations;
  }

  static String destination(int number) {
    return "d" + number;
  }

  int sent() {
    return sent;
  }

  /** Sends for a while, and returns how many a second it has come to. */
  double send(int perSecond, Duration length) {
    long count = perSecond * length.toMillis() / 1_000;
    long start = System.nanoTime();
    long second = TimeUnit.SECONDS.toNanos(1);
    for (long i = 0; i < count; i++) {
      LockSupport.parkNanos(start + i * second / perSecond - System.nanoTime());
      String customer = "c" + random.nextInt(CUSTOMERS);
      long now = System.currentTimeMillis();
      Trigger trigger = trigger("t" + sent, destination(sent % destinations), customer, now);
      sent++;
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  customer.getBytes(StandardCharsets.UTF_8),
                  Topics.TRIGGERS.document().write(trigger, now)));
    }
    producer.flush();
    return count * (double) second / (System.nanoTime() - start);
  }

  private static Trigger trigger(String id, String to, String customer, long millis) {
    return new Trigger(
        id,
        "payment-keeps-failing",
        "v1",
        "Payment keeps failing",
        Signal.FRUSTRATION,
        "customer-service",
        to,
        50,
        customer,
        false,
        "purchase",
        null,
        "Payment Failed 2 times",
        millis,
        null,
        List.of(new Trigger.Evidence("failure", "e-" + id, "Payment Failed", millis)),
        Map.of("code", "card_declined"),
        new Trigger.Latency(millis, millis, millis));
  }

  @Override
  public void close() {
    producer.close();
  }
}
