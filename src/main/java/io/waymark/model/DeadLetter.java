package io.waymark.model;

import java.util.Arrays;

/**
 * An input that could not be used. Produced by intake and, for late touchpoints, by the journey
 * operator; consumed by the sink of dead letters. The bytes are handed over, not copied, unless
 * they have to be cut.
 *
 * @param message what is wrong and where, for a person
 * @param original the bytes as they came, the first {@link #MOST_BYTES} of them; for {@link
 *     Reason#LATE} the touchpoint in Waymark's own JSON
 * @param originalSize how many bytes came; more than {@code original} holds where it was cut
 * @param receivedMillis the wall clock when the job read it, milliseconds since 1970 UTC
 */
public record DeadLetter(
    Position position,
    Reason reason,
    String message,
    byte[] original,
    long originalSize,
    long receivedMillis)
    implements Outgoing {

  /**
   * The number of bytes that are kept of an input that is too large to keep whole; its position
   * tells where to find the rest.
   */
  public static final int MOST_BYTES = 640_000;

  public DeadLetter {
    if (original.length > MOST_BYTES) {
      original = Arrays.copyOf(original, end(original));
    }
  }

  @Override
  public long eventMillis() {
    return Long.MIN_VALUE;
  }

  /** Returns where bytes are cut: not inside a character of UTF-8. */
  private static int end(byte[] original) {
    int end = MOST_BYTES;
    while (end > MOST_BYTES - 4 && (original[end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  public boolean isCut() {
    return originalSize > original.length;
  }

  /**
   * The reason why an input could not be used; {@link #code} is its form in topics, metrics and
   * documents.
   */
  public enum Reason {
    NOT_JSON("not-json"),
    NOT_CSV("not-csv"),
    TOO_LARGE("too-large"),
    TOO_DEEP("too-deep"),
    NUMBER_OUT_OF_BOUNDS("number-out-of-bounds"),
    NO_ID("no-id"),
    NO_CUSTOMER("no-customer"),
    NO_TYPE("no-type"),
    NO_TIME("no-time"),
    FUTURE("future"),
    MAPPING("mapping"),
    REQUIRED("required"),
    TRUNCATED_FILE("truncated-file"),
    LATE("late"),
    /** A trigger that did not reach its destination. The job has none of these. */
    UNDELIVERED("undelivered");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
