package io.waymark.wire;

import java.util.Map;

/** A topic of Waymark; {@link Topics} lists all of them. */
public sealed interface Topic permits InputTopic, OutputTopic, DeliveryTopic {
  /** Returns the name without the prefix. */
  String id();

  /** Returns the number of partitions with which Waymark creates it. */
  int partitions();

  /** Returns the topic settings with which Waymark creates it. */
  Map<String, String> config();

  /**
   * Returns the name in Kafka.
   *
   * @param prefix of all of Waymark's own topics
   */
  default String name(String prefix) {
    return prefix + id();
  }
}
