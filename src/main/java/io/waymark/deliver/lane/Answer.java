package io.waymark.deliver.lane;

import java.util.Locale;

/**
 * The result of an attempt.
 *
 * @param cause of a failure; {@link Cause#NONE} where it was delivered
 * @param status the HTTP status; 0 where there is none
 * @param reason in words, for a person
 * @param retryAfterMillis how long the destination asks to be left alone; 0 where it does not
 * @param bytes of the answer that were read
 * @param tookMillis how long the attempt took
 */
public record Answer(
    Kind kind,
    Cause cause,
    int status,
    String reason,
    long retryAfterMillis,
    int bytes,
    long tookMillis) {
  /** The kinds of answers. */
  public enum Kind {
    DELIVERED,
    FAILED,
    /** The destination cannot take so many: 429 and 503. */
    BUSY,
    /** The destination wants no more: 410. */
    GONE,
    /** The trigger did not reach the destination for a reason on our side. */
    NOT_SENT,
    /** The trigger is not there any more, so that no other attempt can follow. */
    LOST
  }

  /** The causes of failures, few enough to count each. */
  public enum Cause {
    NONE,
    /** 429 or 503. */
    BUSY,
    /** 410. */
    GONE,
    /** Any other 4xx. */
    REFUSED,
    /** Any other 5xx. */
    ERROR,
    /** 3xx, which is not followed. */
    REDIRECT,
    /** The connection broke, or what came is no answer of HTTP. */
    BROKEN_ANSWER,
    NO_ANSWER,
    NO_CONNECTION,
    UNKNOWN_HOST,
    FORBIDDEN_ADDRESS,
    TLS,
    KAFKA,
    FILE,
    /** On our side, before anything was sent. */
    NOT_SENT;

    /** Returns the name as a metric has it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Answer delivered(int status, int bytes, long tookMillis) {
    return new Answer(Kind.DELIVERED, Cause.NONE, status, "delivered", 0, bytes, tookMillis);
  }

  public static Answer failed(Cause cause, String reason, long tookMillis) {
    return new Answer(Kind.FAILED, cause, 0, reason, 0, 0, tookMillis);
  }

  public static Answer lost(String reason, long tookMillis) {
    return new Answer(Kind.LOST, Cause.NOT_SENT, 0, reason, 0, 0, tookMillis);
  }

  /** Returns the answer to an attempt that would have begun when it had to be over. */
  public static Answer noTimeLeft() {
    return notSent("there was no time left", 0);
  }

  public static Answer notSent(String reason, long tookMillis) {
    return new Answer(Kind.NOT_SENT, Cause.NOT_SENT, 0, reason, 0, 0, tookMillis);
  }
}
