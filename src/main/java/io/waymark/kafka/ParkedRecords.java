package io.waymark.kafka;

import io.waymark.model.EndpointStatus;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The form of the records on the topic of parked triggers. The key of a parked trigger is its id,
 * the value the trigger, unchanged, and null ends it; headers say what lanes need. The key of a
 * status begins with {@link #STATUS_KEY}.
 */
public final class ParkedRecords {
  /** The keys of statuses begin with it; no id of a trigger has a blank. */
  public static final String STATUS_KEY = "endpoint ";

  /** The partition that holds the statuses. */
  public static final int OF_STATUSES = 0;

  private static final String TO = "to";
  private static final String CUSTOMER = "customer";
  private static final String OFFSET = "offset";
  private static final String EXPIRES = "expires";
  private static final String REASON = "reason";

  /** The process that wrote a record, which need not read it. */
  private static final String WRITER = "writer";

  /** How far the writer of a status had read the partition of statuses. */
  private static final String READ = "read";

  private static final String BY_HAND = "switchboard";

  private ParkedRecords() {}

  /** Returns the record that parks a trigger, whose value is {@code text}. */
  public static ProducerRecord<byte[], byte[]> park(
      String prefix, ParkedTrigger parked, byte[] text, String reason, String writer) {
    ProducerRecord<byte[], byte[]> record = record(prefix, parked, text);
    Headers headers = record.headers();
    put(headers, TO, parked.to());
    put(headers, CUSTOMER, parked.customer());
    put(headers, OFFSET, Long.toString(parked.offset()));
    put(headers, EXPIRES, Long.toString(parked.expiresMillis()));
    put(headers, REASON, reason);
    put(headers, WRITER, writer);
    return record;
  }

  /** Returns the record that ends what is parked of a trigger. */
  public static ProducerRecord<byte[], byte[]> end(
      String prefix, ParkedTrigger parked, String writer) {
    ProducerRecord<byte[], byte[]> record = record(prefix, parked, null);
    put(record.headers(), WRITER, writer);
    return record;
  }

  /**
   * Returns the record that makes the decision of a process known to all that deliver.
   *
   * @param readUntil the offset of the next status that the process had not read when it decided
   */
  public static ProducerRecord<byte[], byte[]> status(
      String prefix, EndpointStatus status, String writer, long readUntil) {
    ProducerRecord<byte[], byte[]> record = status(prefix, status, writer);
    put(record.headers(), READ, Long.toString(readUntil));
    return record;
  }

  /** Returns the record that makes the decision of a person known to all that deliver. */
  public static ProducerRecord<byte[], byte[]> statusByHand(String prefix, EndpointStatus status) {
    return status(prefix, status, BY_HAND);
  }

  private static ProducerRecord<byte[], byte[]> status(
      String prefix, EndpointStatus status, String writer) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.DELIVERIES_PARKED.name(prefix),
            OF_STATUSES,
            utf8(STATUS_KEY + status.to()),
            EndpointStatusDocument.INSTANCE.write(status, status.sinceMillis()));
    put(record.headers(), WRITER, writer);
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String prefix, ParkedTrigger parked, byte @Nullable [] text) {
    return new ProducerRecord<>(
        Topics.DELIVERIES_PARKED.name(prefix), parked.partition(), utf8(parked.id()), text);
  }

  /** Returns the trigger of a record; null where a header is missing or malformed. */
  public static @Nullable ParkedTrigger read(ConsumerRecord<byte[], byte[]> record) {
    String to = text(record, TO);
    String customer = text(record, CUSTOMER);
    Long offset = number(text(record, OFFSET));
    Long expires = number(text(record, EXPIRES));
    return to == null || customer == null || offset == null || expires == null
        ? null
        : new ParkedTrigger(key(record), to, customer, record.partition(), offset, expires);
  }

  /** Returns the key, which is the id of a trigger or begins with {@link #STATUS_KEY}. */
  public static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** Returns whether a process wrote a record itself. */
  public static boolean isWrittenBy(String writer, ConsumerRecord<byte[], byte[]> record) {
    return writer.equals(text(record, WRITER));
  }

  /** Returns whether a status is the decision of a person. */
  public static boolean isByHand(ConsumerRecord<byte[], byte[]> record) {
    return isWrittenBy(BY_HAND, record);
  }

  /**
   * Returns the offset of the first status that the writer of a record had not read; {@link
   * Long#MAX_VALUE} where an earlier version wrote it, which did not say so.
   */
  public static long readUntil(ConsumerRecord<byte[], byte[]> record) {
    Long until = number(text(record, READ));
    return until == null ? Long.MAX_VALUE : until;
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
