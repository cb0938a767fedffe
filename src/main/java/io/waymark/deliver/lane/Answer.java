package io.waymark.deliver.lane;

/**
 * What came of an attempt.
 *
 * @param status the HTTP status; 0 where there is none
 * @param reason in words, for a person
 * @param retryAfterMillis how long the destination asks to be left alone; 0 where it does not
 * @param bytes of the answer that were read
 * @param tookMillis how long the attempt took
 */
public record Answer(
    Kind kind, int status, String reason, long retryAfterMillis, int bytes, long tookMillis) {
  /** The kinds of answers. */
  public enum Kind {
    DELIVERED,
    FAILED,
    /** The destination cannot take so many: 429 and 503. */
    BUSY,
    /** The destination wants no more: 410. */
    GONE,
    /** The trigger did not reach the destination for a reason on our side. */
    NOT_SENT
  }

  public static Answer delivered(int status, int bytes, long tookMillis) {
    return new Answer(Kind.DELIVERED, status, "delivered", 0, bytes, tookMillis);
  }

  public static Answer failed(String reason, long tookMillis) {
    return new Answer(Kind.FAILED, 0, reason, 0, 0, tookMillis);
  }

  public static Answer notSent(String reason, long tookMillis) {
    return new Answer(Kind.NOT_SENT, 0, reason, 0, 0, tookMillis);
  }
}
