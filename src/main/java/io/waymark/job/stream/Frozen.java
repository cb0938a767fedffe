package io.waymark.job.stream;

import io.waymark.wire.Topic;

/**
 * The names under which a savepoint finds state again. Frozen: one that changes loses what was kept
 * under it, so a test compares them with a checked-in list.
 */
public enum Frozen {
  /** The sources of touchpoints; the name of the topic or file follows. */
  TOUCHPOINTS("touchpoints"),
  RULES("rules"),
  POLICY("policy"),
  PAUSES("pauses"),
  /** Counts what intake made of the inputs; the name of the topic or file follows. */
  INTAKE("intake"),
  QUESTIONS("questions"),
  /** Keeps questions from holding time back. */
  QUESTIONS_CLOCK("questions-clock"),
  JOURNEY("journey"),

  MAP("map"),
  OUTCOMES("outcomes"),
  BREAKER("breaker"),

  /** Keyed: the value of a customer. */
  CUSTOMER_STATE("customer"),
  /**
   * Keyed: touchpoints that waited for stragglers, in savepoints of 0.1.0; raw keyed state since.
   */
  WAITING_STATE("waiting"),
  /** Broadcast: the texts of the rules and of the policy, and pauses. */
  RULES_STATE("rules-by-id"),
  /** Union list: the event time that each subtask has reached. */
  CLOCK_STATE("clock"),
  DEADLINE_TIMERS("deadlines"),
  /** Keyed by segment and stage: what the map has counted. */
  MAP_STATE("map-part"),
  /** Keyed by rule and version: what has been observed of its goal. */
  OUTCOMES_STATE("outcomes-of-rule"),
  /** List of one: the rates that the breaker watches. */
  RATES_STATE("rates");

  /** The number of key groups; it bounds the parallelism. */
  public static final int KEY_GROUPS = 720;

  private final String id;

  Frozen(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Returns the uid of the sink of a topic. */
  public static String sink(Topic topic) {
    return topic.id() + "-sink";
  }

  public String id(String of) {
    return id + ":" + of;
  }
}
