package io.waymark.deliver;

import io.waymark.deliver.lane.Delivery;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a parked trigger, so that lanes can be built again without reading triggers. The
 * value of its record is the trigger, unchanged.
 */
final class ParkedHeaders {
  private static final String TO = "to";
  private static final String CUSTOMER = "customer";
  private static final String OFFSET = "offset";
  private static final String EXPIRES = "expires";
  private static final String REASON = "reason";

  /** The process that wrote a record, which need not read it. */
  static final String WRITER = "writer";

  private ParkedHeaders() {}

  static void add(Headers headers, Delivery delivery, String reason, String writer) {
    put(headers, TO, delivery.to());
    put(headers, CUSTOMER, delivery.customer());
    put(headers, OFFSET, Long.toString(delivery.offset()));
    put(headers, EXPIRES, Long.toString(delivery.expiresMillis()));
    put(headers, REASON, reason);
    put(headers, WRITER, writer);
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the delivery of a record; null where a header is missing or malformed. */
  static @Nullable Delivery read(ConsumerRecord<byte[], byte[]> record) {
    String to = text(record, TO);
    String customer = text(record, CUSTOMER);
    Long offset = number(text(record, OFFSET));
    Long expires = number(text(record, EXPIRES));
    return to == null || customer == null || offset == null || expires == null
        ? null
        : Delivery.parked(key(record), to, customer, record.partition(), offset, expires);
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  static boolean isWrittenBy(String writer, ConsumerRecord<byte[], byte[]> record) {
    return writer.equals(text(record, WRITER));
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
