package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop as far as Kafka has heard of it.
 *
 * <p>A touchpoint is never sent before its time. Once a second what was sent is waited for and the
 * bookmark moved behind it, so whatever ends this process, the next one repeats at most what was
 * under way, with the same ids, and leaves nothing out. If Kafka refuses something for good, the
 * shop is sent again from the bookmark. For one thread.
 */
final class ShopPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ShopPublisher.class);
  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Path file;
  private final Clock clock;
  private final AtomicReference<@Nullable Exception> refusal = new AtomicReference<>();
  private Bookmark bookmark;
  private Instant bookmarkMoved;
  private Crowd crowd;

  ShopPublisher(
      Producer<String, byte[]> producer, String topic, Path file, Clock clock, Bookmark bookmark) {
    this.producer = producer;
    this.topic = topic;
    this.file = file;
    this.clock = clock;
    this.bookmark = bookmark;
    this.bookmarkMoved = clock.instant();
    this.crowd = bookmark.rest();
  }

  Shop shop() {
    return bookmark.shop();
  }

  /** Returns the time until the next touchpoint is due; negative when it is overdue. */
  long millisUntilNext() {
    return crowd.nextMillis() - clock.millis();
  }

  void sendNext() {
    Touchpoint next = crowd.next();
    byte[] json = TouchpointDocument.INSTANCE.write(next);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, next.customer(), json),
            (sent, refused) -> refusal.compareAndSet(null, refused));
  }

  void moveBookmarkIfItIsTime() {
    if (!clock.instant().isBefore(bookmarkMoved.plus(BOOKMARK_EVERY))) {
      moveBookmark();
    }
  }

  void moveBookmark() {
    producer.flush();
    bookmarkMoved = clock.instant();
    Exception refused = refusal.getAndSet(null);
    if (refused == null) {
      bookmark = bookmark.movedTo(crowd.nextMillis());
      write();
    } else {
      LOG.warn("Topic {} refuses the shop's touchpoints; sending them again", topic, refused);
      crowd = bookmark.rest();
    }
  }

  private void write() {
    try {
      bookmark.write(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
