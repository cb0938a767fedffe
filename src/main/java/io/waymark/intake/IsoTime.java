package io.waymark.intake;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Reads ISO 8601 with an offset: {@code 2026-03-01T09:00:00.5+01:00}. Seconds and their fraction
 * may be left out, a fraction is cut to milliseconds, and the offset is {@code Z}, {@code +01},
 * {@code +0100} or {@code +01:00}, whatever comes before it. {@code 24:00} is the end of its day; a
 * leap second, {@code 23:59:60} by UTC at the end of a month, is read as the second before it, as
 * Java's own clocks have it.
 *
 * <p>Of one thread and one text; made by hand because it is the only thing that every record needs
 * and that the JDK reads in several hundred nanoseconds.
 */
final class IsoTime {
  private static final long DAY_SECONDS = 24 * 60 * 60;
  private static final long MOST_SECONDS = Long.MAX_VALUE / 1000 - 1;
  private static final int MOST_OFFSET_HOURS = 18;

  private final String text;
  private int at;

  private IsoTime(String text) {
    this.text = text;
  }

  /** Reports a text that is no such time; the message says why. */
  static final class NoTimeException extends Exception {
    private static final long serialVersionUID = 1;

    NoTimeException(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns the milliseconds since 1970; negative before. */
  static long millis(String text) throws NoTimeException {
    return new IsoTime(text).read();
  }

  private long read() throws NoTimeException {
    LocalDate date = date();
    if (next() != 'T' && next() != 't') {
      throw expected(
          at == text.length() ? "the time of the day is missing" : "a T stands behind the date");
    }
    at++;
    int hour = digits(24, "hour");
    expect(':');
    int minute = digits(59, "minute");
    int second = 0;
    int millis = 0;
    if (next() == ':') {
      at++;
      second = digits(60, "second");
      millis = fraction();
    }
    if (hour == 24 && minute + second + millis > 0) {
      throw new NoTimeException(
          "24 is the hour at the end of a day, and nothing comes after 24:00");
    }
    int offset = offset();
    long seconds = date.toEpochDay() * DAY_SECONDS + hour * 3600L + minute * 60L + second - offset;
    return inMillis(second == 60 ? leap(seconds) : seconds) + millis;
  }

  /** Returns the milliseconds of seconds; those beyond their range are refused as future. */
  private static long inMillis(long seconds) {
    return Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, seconds)) * 1000;
  }

  private LocalDate date() throws NoTimeException {
    int year = year();
    expect('-');
    int month = digits(12, "month");
    expect('-');
    int day = digits(31, "day");
    if (month == 0 || day == 0) {
      throw new NoTimeException("there is no " + (month == 0 ? "month" : "day") + " 0");
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      throw new NoTimeException("there is no such day: " + text.substring(0, at));
    }
    return LocalDate.of(year, month, day);
  }

  /** Returns a year of four digits, or of up to nine behind a sign. */
  private int year() throws NoTimeException {
    boolean hasSign = next() == '+' || next() == '-';
    int sign = next() == '-' ? -1 : 1;
    at += hasSign ? 1 : 0;
    int year = 0;
    for (int i = 0; i < (hasSign ? 9 : 4) && (i < 4 || isDigit(next())); i++) {
      year = 10 * year + digit("a year of four digits comes first");
    }
    return sign * year;
  }

  /** Returns the second before a leap second, which comes at the end of a month by UTC only. */
  private static long leap(long seconds) throws NoTimeException {
    boolean isEndOfMonth =
        Math.floorMod(seconds, DAY_SECONDS) == 0
            && LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS)).getDayOfMonth() == 1;
    if (!isEndOfMonth) {
      throw new NoTimeException(
          "a second 60 is only there in a leap second, at the end of a month by UTC");
    }
    return seconds - 1;
  }

  /** Returns the milliseconds of a fraction; 0 where there is none. */
  private int fraction() throws NoTimeException {
    if (next() != '.' && next() != ',') {
      return 0;
    }
    at++;
    int millis = 0;
    int places = 0;
    do {
      int digit = digit("digits stand behind the point of a fraction");
      millis += places == 0 ? digit * 100 : places == 1 ? digit * 10 : places == 2 ? digit : 0;
      places++;
    } while (isDigit(next()));
    return millis;
  }

  /** Returns the seconds by which local time is ahead of UTC. */
  private int offset() throws NoTimeException {
    char sign = next();
    if (sign == 'Z' || sign == 'z') {
      at++;
      expectEnd();
      return 0;
    }
    if (at == text.length()) {
      throw expected("the offset is missing");
    }
    if (sign != '+' && sign != '-') {
      throw expected("only an offset stands behind the time");
    }
    at++;
    int seconds = 3600 * digits(MOST_OFFSET_HOURS, "hour of an offset");
    boolean hasColon = next() == ':';
    if (hasColon) {
      at++;
    }
    if (hasColon || at < text.length()) {
      seconds += 60 * digits(59, "minute of an offset");
    }
    expectEnd();
    if (seconds > ZoneOffset.MAX.getTotalSeconds()) {
      throw new NoTimeException("there is no offset beyond 18 hours");
    }
    return sign == '+' ? seconds : -seconds;
  }

  private void expectEnd() throws NoTimeException {
    if (at < text.length()) {
      throw expected("nothing stands behind the offset");
    }
  }

  private int digits(int most, String what) throws NoTimeException {
    String both = "two digits for each " + what;
    int number = 10 * digit(both) + digit(both);
    if (number > most) {
      throw new NoTimeException("there is no " + what + " " + number);
    }
    return number;
  }

  private int digit(String rule) throws NoTimeException {
    char digit = next();
    if (!isDigit(digit)) {
      throw expected(rule);
    }
    at++;
    return digit - '0';
  }

  private void expect(char separator) throws NoTimeException {
    if (next() != separator) {
      throw expected("'" + separator + "' is missing at character " + (at + 1));
    }
    at++;
  }

  /** Returns the next character; 0 at the end. */
  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static NoTimeException expected(String rule) {
    return new NoTimeException(
        rule + "; expected ISO 8601 with an offset, such as 2026-03-01T09:00:00Z");
  }
}
