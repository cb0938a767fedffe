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
}
