package io.waymark.deliver;

import io.waymark.deliver.lane.Budget;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.lane.Delivery;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.lab.Patience;
import io.waymark.settings.DeliverSettings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The parts of a delivery to the destination {@code desk}, a topic, without a broker. */
final class DeliveryParts implements AutoCloseable {
  static final String PARKED = "deliveries-parked";
  private static final long FAR = 4_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The producer of what becomes of triggers. */
  final MockProducer<byte[], byte[]> written = producer();

  /** The producer of what the destination is sent. */
  final MockProducer<byte[], byte[]> sent = producer();

  /** The readers of parked texts for attempts and for dead letters. */
  final MockConsumer<byte[], byte[]> forAttempts = new MockConsumer<>("earliest");

  final MockConsumer<byte[], byte[]> forLetters = new MockConsumer<>("earliest");
  final Clocks clocks = Clocks.of(Clock.systemUTC());
  final Events events = new Events();
  final Texts texts = new Texts();
  final Offsets offsets = new Offsets("triggers");
  final DeliveryMetrics metrics = new DeliveryMetrics();
  final Attempts attempts;
  final Endpoints endpoints;
  final TriggerIntake intake;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService sending = Executors.newFixedThreadPool(2);
  private final ExecutorService fetching = Executors.newSingleThreadExecutor();
  private final Carriers carriers;

  DeliveryParts() throws Exception {
    var destinations = DeliveryUnderTest.destinations("- {to: desk, topic: campaigns}\n");
    carriers =
        Carriers.open(
            destinations,
            new DeliverSettings("", List.of(), Duration.ofDays(5), "", 0),
            SystemDefaultDnsResolver.INSTANCE,
            sent,
            timer,
            clocks);
    DeliveryLog log = new DeliveryLog(written, events, "", "me", () -> 7);
    attempts =
        new Attempts(
            carriers,
            new Attempts.Room(sending, new ParkedTexts(forAttempts, PARKED)),
            new Attempts.Room(fetching, new ParkedTexts(forLetters, PARKED)),
            events,
            clocks);
    endpoints =
        new Endpoints(
            destinations,
            carriers.limits(),
            new Budget(2, 1_000_000, 100_000_000),
            to -> new Post(to, texts, attempts, log, offsets, clocks, metrics.of(to)),
            metrics,
            new Random(3),
            clocks.read());
    intake = new TriggerIntake(endpoints, texts, offsets, log, Duration.ofDays(5), metrics);
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns a trigger of a customer of its own, which does not expire. */
  static byte[] trigger(String id) {
    return TriggerSamples.bytes(TriggerSamples.trigger(id, "desk", "of " + id, 1_000, FAR));
  }

  /** Returns a parked trigger of partition 0 whose record is at an offset of its topic. */
  static ParkedTopic.Parked parked(String id, long offset, long parkedAt, long expiresMillis) {
    return new ParkedTopic.Parked(
        Delivery.parked(id, "desk", "of " + id, 0, offset, expiresMillis), parkedAt);
  }

  /** Lets a reader find these records of partition 0, and no earlier ones. */
  static void hold(MockConsumer<byte[], byte[]> reader, long offset, byte[]... values) {
    reader.schedulePollTask(
        () -> {
          long at = offset;
          for (byte[] value : values) {
            reader.addRecord(new ConsumerRecord<>(PARKED, 0, at++, new byte[0], value));
          }
        });
  }

  /** Plays the loop of the delivery until something holds. */
  void playUntil(String what, Patience.Probe<Exception> probe) throws Exception {
    new Patience(PATIENCE, Duration.ofMillis(5))
        .await(
            what,
            () -> {
              events.run();
              endpoints.advance(clocks.read());
              return probe.holds();
            });
  }

  /** Returns what was written to a topic. */
  List<ProducerRecord<byte[], byte[]>> written(Topic topic) {
    return written.history().stream().filter(each -> each.topic().equals(topic.name(""))).toList();
  }

  /** Returns the messages of the dead letters. */
  List<String> letters() {
    return written(Topics.DEAD_LETTERS).stream().map(each -> message(each.value())).toList();
  }

  private static String message(byte[] letter) {
    try {
      return Topics.DEAD_LETTERS.document().read(letter).message();
    } catch (MalformedDocumentException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the ids of what the destination was sent. */
  List<String> arrived() {
    return sent.history().stream().map(each -> id(each.value())).toList();
  }

  private static String id(byte[] trigger) {
    try {
      return TriggerText.read(trigger).trigger().id();
    } catch (MalformedDocumentException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sending.shutdownNow();
    fetching.shutdownNow();
    timer.shutdownNow();
    carriers.close();
  }
}
