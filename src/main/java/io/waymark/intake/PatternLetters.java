package io.waymark.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The letters of a pattern for dates and times, taken apart: runs of one letter, quoted text, and
 * everything else. It knows the mistakes that a formatter takes in silence, such as {@code hh}
 * without {@code a}, which reads every hour as midnight.
 *
 * @param parts in order; together they are the pattern
 */
record PatternLetters(List<String> parts) {
  private static final String WEEKS = "YwWec";

  PatternLetters {
    parts = List.copyOf(parts);
  }

  static PatternLetters of(String pattern) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < pattern.length(); ) {
      int end = isLetter(pattern.charAt(at)) ? endOfRun(pattern, at) : at + 1;
      if (pattern.charAt(at) == '\'') {
        int quote = pattern.indexOf('\'', at + 1);
        end = quote < 0 ? pattern.length() : quote + 1;
      }
      parts.add(pattern.substring(at, end));
      at = end;
    }
    return new PatternLetters(parts);
  }

  boolean has(String letters) {
    return parts.stream().anyMatch(part -> isLetters(part) && letters.indexOf(part.charAt(0)) >= 0);
  }

  /** Returns whether a part is a run of one letter. */
  static boolean isLetters(String part) {
    return isLetter(part.charAt(0));
  }

  /** Returns what is wrong, and the cure; empty where nothing is known to be wrong. */
  Optional<String> mistake() {
    return week()
        .or(this::dayOfYear)
        .or(this::zoneName)
        .or(this::halfDay)
        .or(this::twice)
        .or(this::timeWithoutHour);
  }

  private Optional<String> week() {
    if (has("Y") && !has("wW")) {
      return Optional.of(
          "YYYY is the year that a week belongs to, not the year of a date; write yyyy");
    }
    return has(WEEKS)
        ? Optional.of(
            "weeks begin on different days in different countries, so that they name no date"
                + " exactly; write a date, such as yyyy-MM-dd")
        : Optional.empty();
  }

  private Optional<String> dayOfYear() {
    boolean isMeant = count("D") == 3 && !has("MLd");
    return has("D") && !isMeant
        ? Optional.of("D is the day of the year (1 to 366); the day of the month is dd")
        : Optional.empty();
  }

  private Optional<String> zoneName() {
    return has("zv")
        ? Optional.of(
            "names of zones, such as CET or CST, do not name one zone each; write XXX for an offset"
                + " such as +01:00, VV for Europe/Berlin, or put a name that is always the same in"
                + " quotes, such as 'CET', and name the zone in 'zone'")
        : Optional.empty();
  }

  private Optional<String> halfDay() {
    if (has("hK") && !has("aB")) {
      String letter = has("h") ? "h" : "K";
      return Optional.of(
          letter.repeat(2)
              + " is the hour of half a day and needs 'a' for AM or PM; hours from 0 to 23 are HH");
    }
    return has("a") && !has("hKHk")
        ? Optional.of("'a' (AM or PM) needs the hour of half a day: hh")
        : Optional.empty();
  }

  private Optional<String> twice() {
    Map<String, String> seen = new LinkedHashMap<>();
    for (String part : parts) {
      String before = isLetters(part) ? seen.put(part.substring(0, 1), part) : null;
      if (before != null && !parts.contains("[")) {
        return Optional.of(
            part.charAt(0)
                + " stands there twice; M is the month and m the minute, s the second and S its"
                + " fraction, d the day and D the day of the year");
      }
    }
    return Optional.empty();
  }

  private Optional<String> timeWithoutHour() {
    return has("msSAnN") && !has("HkhKAN")
        ? Optional.of("there are minutes or seconds without an hour (HH); the month is MM")
        : Optional.empty();
  }

  private int count(String letter) {
    return parts.stream()
        .filter(part -> part.startsWith(letter))
        .mapToInt(String::length)
        .findFirst()
        .orElse(0);
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static int endOfRun(String pattern, int from) {
    int end = from;
    while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(from)) {
      end++;
    }
    return end;
  }
}
