package io.waymark.wire;

import java.util.Map;

/** One of Waymark's own topics. {@link Topics} lists them. */
public sealed interface Topic permits InputTopic, OutputTopic {
  /** The name without the prefix. */
  String id();

  /** How many partitions it is created with, where Waymark creates it. */
  int partitions();

  /** The settings of the topic that it is created with, where Waymark creates it. */
  Map<String, String> config();

  /**
   * The name in Kafka.
   *
   * @param prefix of all of Waymark's own topics
   */
  default String name(String prefix) {
    return prefix + id();
  }
}
