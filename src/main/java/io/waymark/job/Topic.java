package io.waymark.job;

import java.util.Map;

/** Waymark's own topics, without their prefix. */
public enum Topic {
  TOUCHPOINTS("touchpoints"),
  /**
   * One partition, so that its order is the order of the rules; only the last text of a rule is
   * kept.
   */
  RULES("rules"),
  RULE_STATUS("rule-status"),
  TRIGGERS("triggers"),
  DECISIONS("decisions"),
  TRANSITIONS("transitions"),
  /** Holds inputs of up to 1 MiB in an envelope. */
  DEAD_LETTERS("dead-letters");

  private final String id;

  Topic(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** What the topic is created with, where Waymark creates it. */
  public Map<String, String> config() {
    return switch (this) {
      case RULES -> Map.of("cleanup.policy", "compact");
      case DEAD_LETTERS -> Map.of("max.message.bytes", Integer.toString(4 << 20));
      default -> Map.of();
    };
  }

  /** How many partitions it is created with, where Waymark creates it. */
  public int partitions() {
    return this == RULES || this == RULE_STATUS ? 1 : 4;
  }
}
