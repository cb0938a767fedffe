package io.waymark.wire;

import java.util.Map;

/** A topic that the job reads. */
public record InputTopic(String id, int partitions, Map<String, String> config) implements Topic {
  public InputTopic {
    config = Map.copyOf(config);
  }
}
