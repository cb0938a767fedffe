package io.waymark.lab.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Runs the shop: first the history as fast as Kafka takes it, then every touchpoint at its time.
 * Touchpoints of the time in which the shop did not run are sent at once.
 */
public final class ShopKeeper implements Runnable, AutoCloseable {
  private static final Duration LONGEST_NAP = Duration.ofMillis(100);

  private final Producer<String, byte[]> producer;
  private final ShopPublisher publisher;
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean closed;

  ShopKeeper(
      Producer<String, byte[]> producer, String topic, Path file, Clock clock, Bookmark bookmark) {
    this.producer = producer;
    this.publisher = new ShopPublisher(producer, topic, file, clock, bookmark);
  }

  /**
   * Takes over the shop whose bookmark is in {@code file}; if there is none, opens a new one now.
   *
   * @param seed of a new shop
   */
  public static ShopKeeper open(String bootstrap, String topic, Path file, Clock clock, long seed)
      throws IOException {
    Bookmark bookmark =
        Bookmark.read(file)
            .orElseGet(() -> Bookmark.atStart(new Shop(seed, clock.instant(), Shop.HISTORY)));
    bookmark.write(file);
    return new ShopKeeper(producer(bootstrap), topic, file, clock, bookmark);
  }

  private static Producer<String, byte[]> producer(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            5,
            "request.timeout.ms",
            10_000,
            "delivery.timeout.ms",
            30_000);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  public Shop shop() {
    return publisher.shop();
  }

  /** Sends touchpoints as they become due, until it is closed or interrupted. */
  @Override
  public void run() {
    try {
      while (!closing.await(nap(), TimeUnit.MILLISECONDS)) {
        sendWhatIsDue();
      }
    } catch (InterruptedException | InterruptException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends all that is due now; the first time that is all that happened before. */
  public synchronized void sendWhatIsDue() {
    while (!isClosing() && publisher.millisUntilNext() <= 0) {
      publisher.sendNext();
      publisher.moveBookmarkIfItIsTime();
    }
    if (!isClosing()) {
      publisher.moveBookmarkIfItIsTime();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private synchronized long nap() {
    return Math.max(0, Math.min(publisher.millisUntilNext(), LONGEST_NAP.toMillis()));
  }

  /** Returns once every touchpoint that was sent is acknowledged and the bookmark is written. */
  @Override
  public void close() {
    closing.countDown();
    finish();
  }

  private synchronized void finish() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      publisher.moveBookmark();
    } finally {
      producer.close();
    }
  }
}
