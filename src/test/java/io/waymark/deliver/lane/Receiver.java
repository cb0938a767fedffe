package io.waymark.deliver.lane;

/** A destination in virtual time. */
@FunctionalInterface
interface Receiver {
  /** Returns the answer to an attempt, which comes {@link Answer#tookMillis} later. */
  Answer receive(Delivery delivery, long now);

  static Answer ok(long tookMillis) {
    return Answer.delivered(200, 2, tookMillis);
  }

  static Answer status(Answer.Kind kind, int status, long retryAfterMillis, long tookMillis) {
    return new Answer(kind, status, "HTTP " + status, retryAfterMillis, 0, tookMillis);
  }
}
