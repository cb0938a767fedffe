package io.waymark.deliver;

import io.waymark.deliver.ParkedTopic.Contents;
import io.waymark.deliver.ParkedTopic.News;
import io.waymark.deliver.ParkedTopic.Parked;
import io.waymark.deliver.Texts.Place;
import io.waymark.deliver.lane.ClockReading;
import io.waymark.deliver.lane.Delivery;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.model.Trigger;
import io.waymark.wire.MalformedDocumentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts triggers into the lanes of their destinations, from their topic and from the topic of parked
 * ones, in the order of the former. It belongs to the thread of events.
 *
 * <p>A parked trigger may lie behind triggers that are not read yet after a restart: it was parked,
 * the ones before it were in memory. It goes into its lane only when they have.
 */
final class TriggerIntake {
  private final Endpoints endpoints;
  private final Texts texts;
  private final Offsets offsets;
  private final DeliveryLog log;
  private final Duration giveUp;
  private final DeliveryMetrics metrics;
  private final Map<Integer, TreeMap<Long, Delivery>> ahead = new HashMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();

  /**
   * Creates an intake.
   *
   * @param giveUp how long a trigger without an expiry is tried
   */
  TriggerIntake(
      Endpoints endpoints,
      Texts texts,
      Offsets offsets,
      DeliveryLog log,
      Duration giveUp,
      DeliveryMetrics metrics) {
    this.endpoints = endpoints;
    this.texts = texts;
    this.offsets = offsets;
    this.log = log;
    this.giveUp = giveUp;
    this.metrics = metrics;
  }

  /** Adds a partition that is read from {@code position} on, with what is parked of it. */
  void assign(int partition, long position, Contents contents, ClockReading now) {
    offsets.assign(partition, position);
    texts.assign(partition);
    positions.put(partition, position);
    ahead.put(partition, new TreeMap<>());
    contents.statuses().forEach(status -> take(status, now));
    contents.parked().forEach(this::add);
  }

  void forget(int partition) {
    offsets.forget(partition);
    texts.forget(partition);
    positions.remove(partition);
    ahead.remove(partition);
  }

  /** Takes a record of the topic of triggers. */
  void take(ConsumerRecord<byte[], byte[]> record, ClockReading now) {
    metrics.countRead();
    offsets.open(record.partition(), record.offset());
    try {
      TriggerText text = TriggerText.read(record.value() == null ? new byte[0] : record.value());
      if (text.hasPlainId()) {
        take(record, text, now.steadyMillis());
      } else {
        refuse(record, "its id cannot stand in a header", now.wallMillis());
      }
    } catch (MalformedDocumentException e) {
      refuse(record, String.valueOf(e.getMessage()), now.wallMillis());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, TriggerText text, long readMillis) {
    Trigger trigger = text.trigger();
    int partition = record.partition();
    if (texts.held(partition, trigger.id()) != null) {
      // It was parked before a restart, or the job has sent it twice.
      metrics.countRepeated();
      offsets.release(partition, record.offset());
      return;
    }
    Delivery delivery =
        Delivery.read(
            trigger.id(),
            trigger.to(),
            trigger.customer(),
            partition,
            record.offset(),
            expiresMillis(trigger, record),
            readMillis,
            text.bytes().length);
    texts.hold(delivery, new Place.Memory(text.bytes()));
    endpoints.add(delivery);
  }

  private long expiresMillis(Trigger trigger, ConsumerRecord<byte[], byte[]> record) {
    Long expires = trigger.expiresMillis();
    return expires == null ? record.timestamp() + giveUp.toMillis() : expires;
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String reason, long nowMillis) {
    metrics.countMalformed();
    byte[] original = record.value() == null ? new byte[0] : record.value();
    log.deadLetter(
        record.partition(),
        record.offset(),
        original,
        "the record is no trigger: " + reason,
        nowMillis,
        () -> offsets.release(record.partition(), record.offset()));
  }

  /** Notes how far the topic of triggers was read. */
  void advance(int partition, long position) {
    offsets.advance(partition, position);
    positions.put(partition, position);
    TreeMap<Long, Delivery> waiting = ahead.getOrDefault(partition, new TreeMap<>());
    while (!waiting.isEmpty() && waiting.firstKey() < position) {
      endpoints.add(waiting.pollFirstEntry().getValue());
    }
  }

  /** Takes what others have written to the topic of parked triggers. */
  void take(News news, ClockReading now) {
    if (news instanceof News.Status status) {
      endpoints.become(status.status(), now);
      if (status.isOverruled()) {
        log.status(status.status());
      }
    } else if (news instanceof News.Added added) {
      add(added.parked());
    } else if (news instanceof News.Ended ended) {
      end(texts.held(ended.partition(), ended.id()));
    }
  }

  private void end(@Nullable Delivery delivery) {
    if (delivery != null && delivery.isParked() && withdraw(delivery)) {
      texts.end(delivery);
    }
  }

  /** Takes a delivery back; returns false for one that is in flight or has ended. */
  private boolean withdraw(Delivery delivery) {
    return ahead
            .getOrDefault(delivery.partition(), new TreeMap<>())
            .remove(delivery.offset(), delivery)
        || endpoints.drop(delivery);
  }

  /**
   * Takes a parked trigger. One that is held already, as it was sent again by hand, is replaced: of
   * two records of a trigger Kafka keeps only the later one, which may also have another expiry.
   */
  private void add(Parked parked) {
    Delivery delivery = parked.delivery();
    int partition = delivery.partition();
    if (!texts.isAssigned(partition)) {
      return;
    }
    Place place = new Place.Topic(partition, parked.offset());
    Delivery held = texts.held(partition, delivery.id());
    if (held != null && !withdraw(held)) {
      if (held.isParked()) {
        texts.hold(held, place);
      }
      return;
    }
    if (held != null) {
      offsets.release(partition, held.offset());
    }
    texts.hold(delivery, place);
    if (delivery.offset() < positions.getOrDefault(partition, 0L)) {
      endpoints.add(delivery);
    } else {
      ahead.getOrDefault(partition, new TreeMap<>()).put(delivery.offset(), delivery);
    }
  }
}
