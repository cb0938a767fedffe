package io.waymark.deliver;

import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Delivery;
import io.waymark.kafka.ParkedRecords;
import io.waymark.kafka.ParkedTrigger;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.EndpointStatus;
import io.waymark.model.Position;
import io.waymark.wire.Document;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what becomes of triggers. What Kafka has taken is told back on the thread of the {@link
 * Events}; what it has not taken ends the process, as an offset that is committed without it would
 * lose a trigger.
 */
final class DeliveryLog {
  private final Producer<byte[], byte[]> producer;
  private final Events events;
  private final String prefix;
  private final String writer;
  private final LongSupplier statusesRead;

  /**
   * Creates a log.
   *
   * @param prefix of the topics
   * @param writer the name of this process
   * @param statusesRead how far this process has read the statuses of destinations
   */
  DeliveryLog(
      Producer<byte[], byte[]> producer,
      Events events,
      String prefix,
      String writer,
      LongSupplier statusesRead) {
    this.producer = producer;
    this.events = events;
    this.prefix = prefix;
    this.writer = writer;
    this.statusesRead = statusesRead;
  }

  void attempt(DeliveryAttempt attempt, Runnable then) {
    byte[] json = fitting(Topics.DELIVERIES.document(), attempt, attempt.timeMillis());
    send(
        new ProducerRecord<>(Topics.DELIVERIES.name(prefix), utf8(attempt.customer()), json),
        offset -> then.run());
  }

  /**
   * Parks a trigger.
   *
   * @param then takes the offset of its record
   */
  void park(Delivery delivery, byte[] text, String reason, LongConsumer then) {
    send(ParkedRecords.park(prefix, parked(delivery), text, reason, writer), then);
  }

  /** Ends what is parked of a trigger. */
  void unpark(Delivery delivery) {
    send(ParkedRecords.end(prefix, parked(delivery), writer), offset -> {});
  }

  void status(String to, Breaker.State state) {
    EndpointStatus.State named =
        switch (state.condition()) {
          case CLOSED -> EndpointStatus.State.LIVE;
          case OPEN -> EndpointStatus.State.FAILING;
          case DISABLED -> EndpointStatus.State.DISABLED;
        };
    status(new EndpointStatus(to, named, state.sinceMillis(), state.reason()));
  }

  void status(EndpointStatus status) {
    send(ParkedRecords.status(prefix, status, writer, statusesRead.getAsLong()), offset -> {});
  }

  void deadLetter(
      int partition, long offset, byte[] original, String message, long nowMillis, Runnable then) {
    DeadLetter letter =
        new DeadLetter(
            new Position(Topics.TRIGGERS.name(prefix), partition, offset),
            DeadLetter.Reason.UNDELIVERED,
            message,
            original,
            original.length,
            nowMillis);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(prefix),
            utf8(Topics.DEAD_LETTERS.key().apply(letter)),
            fitting(Topics.DEAD_LETTERS.document(), letter, nowMillis));
    record.headers().add("content-type", utf8(Topics.DEAD_LETTERS.document().contentType()));
    send(record, written -> then.run());
  }

  /** Waits until Kafka has taken all that was written. */
  void flush() {
    producer.flush();
  }

  private static ParkedTrigger parked(Delivery delivery) {
    return new ParkedTrigger(
        delivery.id(),
        delivery.to(),
        delivery.customer(),
        delivery.partition(),
        delivery.offset(),
        delivery.expiresMillis());
  }

  private void send(ProducerRecord<byte[], byte[]> record, LongConsumer then) {
    Future<?> unused =
        producer.send(
            record,
            (written, failure) -> {
              if (failure != null) {
                events.fail(failure);
              } else {
                events.add(() -> then.accept(written.offset()));
              }
            });
  }

  private static <T> byte[] fitting(Document<T> document, T record, long nowMillis) {
    byte[] json = document.write(record, nowMillis);
    return json.length > Document.MOST_BYTES ? document.shorten(json) : json;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
