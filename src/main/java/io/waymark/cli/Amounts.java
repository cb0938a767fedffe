package io.waymark.cli;

import io.waymark.model.Estimate;
import java.time.Duration;
import java.util.Locale;

/** Writes numbers of the journey map for people. */
final class Amounts {
  /** The fewest observations of which a percentage is shown: of fewer it claims too much. */
  static final int LEAST_FOR_A_SHARE = 20;

  private static final long SHORT_FROM = 10_000;
  private static final long MILLION = 1_000_000;

  private Amounts() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a count in at most five characters, rounded where it is large. */
  static String rounded(long count) {
    if (Math.abs(count) < SHORT_FROM) {
      return count(count);
    }
    return Math.abs(count) < MILLION
        ? Math.round(count / 1e3) + "k"
        : String.format(Locale.ROOT, "%.1fM", count / 1e6);
  }

  static boolean isEnough(Estimate share) {
    return share.n() >= LEAST_FOR_A_SHARE;
  }

  /** Returns a share with its interval in percent; of too few observations how many they are. */
  static String share(Estimate share) {
    return isEnough(share)
        ? percent(share.value()) + "% " + interval(share.low(), share.high())
        : "n = " + share.n();
  }

  /** Returns an interval of shares in percent. */
  static String interval(double low, double high) {
    return "(" + percent(low) + ".." + percent(high) + ")";
  }

  static long percent(double share) {
    return Math.round(100 * share);
  }

  /** Returns a time in the largest unit of which it has two. */
  static String time(long millis) {
    Duration time = Duration.ofMillis(millis);
    if (time.toMinutes() < 2) {
      return Math.round(millis / 1e3) + " s";
    }
    if (time.toHours() < 2) {
      return Math.round(millis / 6e4) + " min";
    }
    return time.toDays() < 2
        ? Math.round(millis / 3.6e6) + " h"
        : Math.round(millis / 8.64e7) + " d";
  }
}
