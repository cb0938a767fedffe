package io.waymark.kafka;

/** The state of a topic: whether it can be read, and if not, why. */
public enum Presence {
  THERE,
  MISSING,
  /** The user has no right to describe or to read it; then Kafka does not say if it exists. */
  FORBIDDEN,
  /** No broker is up that holds some partition of it. */
  LEADERLESS
}
