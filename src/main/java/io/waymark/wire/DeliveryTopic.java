package io.waymark.wire;

import java.util.Map;

/**
 * A topic that {@code waymark deliver} writes, and the JSON form of its records. The job does not
 * know it.
 */
public record DeliveryTopic<T>(
    String id, int partitions, Map<String, String> config, Document<T> document) implements Topic {
  public DeliveryTopic {
    config = Map.copyOf(config);
  }

  /** Returns the topic as it is created beside another one with so many partitions. */
  public DeliveryTopic<T> withPartitions(int other) {
    return new DeliveryTopic<>(id, other, config, document);
  }
}
