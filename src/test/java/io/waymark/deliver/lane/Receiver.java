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
    Answer.Cause cause = kind == Answer.Kind.GONE ? Answer.Cause.GONE : Answer.Cause.BUSY;
    return new Answer(kind, cause, status, "HTTP " + status, retryAfterMillis, 0, tookMillis);
  }

  static Answer failed(String reason, long tookMillis) {
    return Answer.failed(Answer.Cause.ERROR, reason, tookMillis);
  }
}
