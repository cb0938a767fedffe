package io.waymark.match;

import io.waymark.rule.Pattern;
import java.util.Optional;

/**
 * What the open runs of a rule take in the state of a customer, for each value that the rule
 * correlates by. Made by the matchers' packages.
 *
 * <p>An estimate: ids are UUIDs, and values of properties, correlation values among them, are
 * numbers or texts of about {@link #VALUE_BYTES}.
 *
 * @param matcher which matches the rule
 * @param reason why it is not the compact one, for the rule's author; empty when it is
 * @param startBytes when the first touchpoint has been chosen; 0 where that completes the match
 * @param mostBytes however many touchpoints come
 */
public record Footprint(String matcher, Optional<String> reason, int startBytes, int mostBytes) {
  /** With its length, or kind and length. */
  public static final int VALUE_BYTES = 10;

  /** All properties of a touchpoint together. */
  public static final int PROPERTIES_BYTES = 60;

  public static final int CHANNEL_BYTES = 6;
  public static final int SENTIMENT_BYTES = 8;

  /** A time until 2039, in milliseconds since 1970. */
  public static final int TIME_BYTES = 6;

  /**
   * A customer's value names the rule by a number and says when the runs started or fell silent.
   */
  private static final int NAMED_BYTES = 8 + 1 + TIME_BYTES;

  /**
   * Adds to the runs what a customer's value says of them besides.
   *
   * @param startBytes of the runs themselves; 0 for none
   * @param mostBytes of the runs themselves; 0 for none
   */
  public static Footprint of(
      Pattern pattern, String matcher, Optional<String> reason, int startBytes, int mostBytes) {
    int named = NAMED_BYTES + (pattern.correlate() == null ? 1 : VALUE_BYTES);
    return new Footprint(matcher, reason, behind(named, startBytes), behind(named, mostBytes));
  }

  /** What a whole number takes, as {@link io.waymark.binary.Binary} writes it. */
  public static int wholeBytes(long number) {
    int bits = 65 - Long.numberOfLeadingZeros(number);
    return Math.max(1, (bits + 6) / 7);
  }

  private static int behind(int named, int runs) {
    return runs == 0 ? 0 : named + wholeBytes(runs) + runs;
  }
}
