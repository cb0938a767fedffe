package io.waymark.kafka;

/** What keeps a topic from being read, if anything does. */
public enum Presence {
  THERE,
  MISSING,
  /** The user has no right to describe or to read it; then Kafka does not say if it exists. */
  FORBIDDEN,
  /** No broker is up that holds some partition of it. */
  LEADERLESS
}
