package io.waymark.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A text that was pushed to a topic: its value, or null to remove it; the header {@code origin} may
 * name the file that it comes from. Bytes that are no UTF-8 become U+FFFD, which texts are refused
 * for.
 */
final class PushedText {
  private static final String ORIGIN = "origin";

  /** The length of an origin that is kept; it is repeated in each problem of the text. */
  private static final int MOST_ORIGIN = 256;

  private PushedText() {}

  static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
    return text(record.key());
  }

  static @Nullable String value(ConsumerRecord<byte[], byte[]> record) {
    return text(record.value());
  }

  /** Returns the origin that a record names; else its place in the topic. */
  static String origin(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(ORIGIN);
    String origin = header == null ? null : text(header.value());
    if (origin == null || origin.isBlank()) {
      return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
    return origin.length() > MOST_ORIGIN ? origin.substring(0, MOST_ORIGIN) + "..." : origin;
  }

  /** Returns the record that pushes a text to a topic. */
  static ProducerRecord<byte[], byte[]> record(
      String topic, String key, @Nullable String text, String origin) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes(text));
    record.headers().add(ORIGIN, bytes(origin));
    return record;
  }

  /** Adds headers to a record, by their names. */
  static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> record, Map<String, String> headers) {
    headers.forEach(
        (key, text) -> record.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
