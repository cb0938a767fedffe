package io.waymark.deliver;

import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Delivery;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.EndpointStatus;
import io.waymark.model.Position;
import io.waymark.wire.Document;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

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

  /**
   * Creates a log.
   *
   * @param prefix of the topics
   * @param writer the name of this process
   */
  DeliveryLog(Producer<byte[], byte[]> producer, Events events, String prefix, String writer) {
    this.producer = producer;
    this.events = events;
    this.prefix = prefix;
    this.writer = writer;
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
    ProducerRecord<byte[], byte[]> record = parked(prefix, delivery, text);
    ParkedHeaders.add(record.headers(), delivery, reason, writer);
    send(record, then);
  }

  /** Ends what is parked of a trigger. */
  void unpark(Delivery delivery) {
    ProducerRecord<byte[], byte[]> record = parked(prefix, delivery, null);
    ParkedHeaders.put(record.headers(), ParkedHeaders.WRITER, writer);
    send(record, offset -> {});
  }

  void status(String to, Breaker.State state) {
    EndpointStatus.State named =
        switch (state.condition()) {
          case CLOSED -> EndpointStatus.State.LIVE;
          case OPEN -> EndpointStatus.State.FAILING;
          case DISABLED -> EndpointStatus.State.DISABLED;
        };
    send(
        status(new EndpointStatus(to, named, state.sinceMillis(), state.reason()), prefix, writer),
        offset -> {});
  }

  /** Returns the record that makes a status known to all processes that deliver. */
  static ProducerRecord<byte[], byte[]> status(
      EndpointStatus status, String prefix, String writer) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.DELIVERIES_PARKED.name(prefix),
            ParkedTopic.OF_STATUSES,
            utf8(ParkedTopic.STATUS_KEY + status.to()),
            EndpointStatusDocument.INSTANCE.write(status, status.sinceMillis()));
    ParkedHeaders.put(record.headers(), ParkedHeaders.WRITER, writer);
    return record;
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
    ParkedHeaders.put(
        record.headers(), "content-type", Topics.DEAD_LETTERS.document().contentType());
    send(record, written -> then.run());
  }

  /** Waits until Kafka has taken all that was written. */
  void flush() {
    producer.flush();
  }

  /** Returns the record of a parked trigger, without headers; null instead of a text ends it. */
  static ProducerRecord<byte[], byte[]> parked(
      String prefix, Delivery delivery, byte @Nullable [] text) {
    return new ProducerRecord<>(
        Topics.DELIVERIES_PARKED.name(prefix), delivery.partition(), utf8(delivery.id()), text);
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
