package io.waymark.match;

import io.waymark.rule.Pattern;
import java.util.Optional;

/**
 * The bytes that the open runs of a rule take in the state of a customer, for each value that the
 * rule correlates by. Made by the matchers' packages.
 *
 * <p>An estimate: ids are UUIDs, and values of properties, correlation values among them, are
 * numbers or texts of about {@link #VALUE_BYTES}.
 *
 * @param matcher the name of the matcher that matches the rule
 * @param reason why it is not the compact one, for the rule's author; empty when it is
 * @param startBytes the size when the first touchpoint has been chosen; 0 where that completes the
 *     match
 * @param maxBytes the largest size, however many touchpoints come
 */
public record Footprint(String matcher, Optional<String> reason, int startBytes, int maxBytes) {
  /** A value with its length, or its kind and length. */
  public static final int VALUE_BYTES = 10;

  /** All properties of a touchpoint together. */
  public static final int PROPERTIES_BYTES = 60;

  public static final int CHANNEL_BYTES = 6;

  /** A type that is written by its name, as the step asks for any. */
  public static final int TYPE_BYTES = 20;

  public static final int SENTIMENT_BYTES = 8;

  /** A time until 2039, in milliseconds since 1970. */
  public static final int TIME_BYTES = 6;

  /** The rule's number and the time at which the runs started or fell silent. */
  private static final int NAMED_BYTES = 8 + 1 + TIME_BYTES;

  /**
   * Adds to the size of runs their entry in the customer's state.
   *
   * @param startBytes the size of the runs themselves; 0 for none
   * @param maxBytes the largest size of the runs themselves; 0 for none
   */
  public static Footprint of(
      Pattern pattern, String matcher, Optional<String> reason, int startBytes, int maxBytes) {
    int named = NAMED_BYTES + (pattern.correlate() == null ? 1 : VALUE_BYTES);
    return new Footprint(matcher, reason, withName(named, startBytes), withName(named, maxBytes));
  }

  /** Returns the bytes of an integer, as {@link io.waymark.binary.Binary} writes it. */
  public static int integerBytes(long number) {
    int bits = 65 - Long.numberOfLeadingZeros(number);
    return Math.max(1, (bits + 6) / 7);
  }

  private static int withName(int named, int runs) {
    return runs == 0 ? 0 : named + integerBytes(runs) + runs;
  }
}
