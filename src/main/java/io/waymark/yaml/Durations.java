package io.waymark.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes durations as people write them: {@code 30s}, {@code 2h}, {@code 1w}, {@code
 * 7d30s}; parts from large to small.
 */
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,5})w)?(?:(\\d{1,6})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,12})s)?(?:(\\d{1,12})ms)?");

  private static final Pattern WORDS =
      Pattern.compile(
          "(\\d{1,6})\\s*(w|d|h|m|s)(?:eeks?|ays?|ours?|rs?|in|ins|inutes?|ec|ecs|econds?)?",
          Pattern.CASE_INSENSITIVE);

  private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

  /** The units that are read; weeks are written as days. */
  private static final long[] READ_MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};

  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

  private Durations() {}

  /** Returns the milliseconds, 0 included; empty when the text is no duration. */
  public static OptionalLong parseMillis(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return OptionalLong.empty();
    }
    long millis = 0;
    for (int i = 0; i < READ_MILLIS.length; i++) {
      String part = matcher.group(i + 1);
      millis += part == null ? 0 : Long.parseLong(part) * READ_MILLIS[i];
    }
    return OptionalLong.of(millis);
  }

  /** Returns what somebody meant by a duration in words, such as {@code 2 weeks}. */
  static Optional<String> meant(String text) {
    Matcher words = WORDS.matcher(text.strip());
    return words.matches()
        ? Optional.of(words.group(1) + words.group(2).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /**
   * Returns all parts that are not zero, in the form that {@link #parseMillis} reads: {@code
   * 2d23h59m59s}.
   */
  public static String inFull(long millis) {
    StringBuilder text = new StringBuilder();
    long left = millis;
    for (int i = 0; i < MILLIS.length; i++) {
      if (left >= MILLIS[i]) {
        text.append(left / MILLIS[i]).append(UNITS[i]);
        left %= MILLIS[i];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** Returns the two largest parts that are not zero, for people: {@code 7d 30s}. */
  public static String toText(Duration duration) {
    long left = duration.toMillis();
    StringBuilder text = new StringBuilder();
    int parts = 0;
    for (int i = 0; i < MILLIS.length && parts < 2; i++) {
      long count = left / MILLIS[i];
      left %= MILLIS[i];
      if (count > 0) {
        text.append(parts++ == 0 ? "" : " ").append(count).append(UNITS[i]);
      }
    }
    return parts == 0 ? "0ms" : text.toString();
  }
}
