package io.waymark.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * A form in which a source writes dates and times, in the letters of {@link DateTimeFormatter}. It
 * is strict: there is no 30 February. A year is one of our calendar, be it written {@code yyyy} or
 * {@code uuuu}; names are read in upper and lower case.
 */
final class TimePattern {
  private static final ZoneId PROBE_ZONE = ZoneId.of("Europe/Berlin");
  private static final LocalDate PROBE_DATE = LocalDate.of(2026, 1, 23);
  private static final LocalTime PROBE_TIME = LocalTime.of(13, 47, 29);

  private final String text;
  private final DateTimeFormatter formatter;

  private TimePattern(String text, DateTimeFormatter formatter) {
    this.text = text;
    this.formatter = formatter;
  }

  /** Reports a pattern that cannot be used; the message says why, and the cure. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Returns a pattern that reads exactly.
   *
   * @param language of months, weekdays, AM and PM
   */
  static TimePattern of(String text, Locale language) throws UnusableException {
    PatternLetters letters = PatternLetters.of(text);
    try {
      DateTimeFormatter printer = DateTimeFormatter.ofPattern(inYears(letters, text), language);
      Optional<String> mistake = letters.mistake();
      if (mistake.isPresent()) {
        throw new UnusableException(mistake.get());
      }
      TimePattern pattern = new TimePattern(text, formatter(letters, language));
      pattern.probe(letters, printer);
      return pattern;
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      if (why.startsWith("Too many") && letters.mistake().isPresent()) {
        throw new UnusableException(letters.mistake().get());
      }
      String quotes = text.contains("T") ? "; a letter T stands in quotes: 'T'" : "";
      throw new UnusableException(
          why + quotes + "; such as yyyy-MM-dd HH:mm:ss or yyyy-MM-dd'T'HH:mm:ssXXX");
    }
  }

  /** Parses a text; {@link DateTimeException} says why it is no such time. */
  TemporalAccessor parse(String value) {
    return formatter.parse(value);
  }

  /** Returns why a text could not be parsed. */
  static String why(DateTimeException e) {
    if (e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    return e instanceof DateTimeParseException parse
        ? "it differs at character " + (parse.getErrorIndex() + 1)
        : String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * Returns the pattern with years of the calendar, as a year of an era needs the era to be one.
   */
  private static String inYears(PatternLetters letters, String text) {
    if (letters.has("G")) {
      return text;
    }
    StringBuilder years = new StringBuilder();
    letters.parts().forEach(part -> years.append(inYears(part)));
    return years.toString();
  }

  private static String inYears(String part) {
    return part.charAt(0) == 'y' ? part.replace('y', 'u') : part;
  }

  private static DateTimeFormatter formatter(PatternLetters letters, Locale language) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    boolean hasEra = letters.has("G");
    for (String part : letters.parts()) {
      switch (part.charAt(0)) {
        case '[' -> builder.optionalStart();
        case ']' -> builder.optionalEnd();
        default -> {
          if (PatternLetters.isLetters(part) && MonthNames.isName(part)) {
            MonthNames.append(builder, part, language);
          } else {
            builder.appendPattern(hasEra ? part : inYears(part));
          }
        }
      }
    }
    return builder.toFormatter(language).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Writes times in the pattern and reads them again, which has to give the same. */
  private void probe(PatternLetters letters, DateTimeFormatter printer) throws UnusableException {
    ChronoUnit finest =
        letters.has("sAN")
            ? ChronoUnit.SECONDS
            : letters.has("m") ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
    for (Month month : Month.values()) {
      LocalDate date = PROBE_DATE.withMonth(month.getValue());
      try {
        String written = printer.format(ZonedDateTime.of(date, PROBE_TIME, PROBE_ZONE));
        TemporalAccessor read = parse(written);
        LocalTime time = read.query(TemporalQueries.localTime());
        boolean isSameTime =
            letters.has("HhkKAN") ? PROBE_TIME.truncatedTo(finest).equals(time) : time == null;
        if (!date.equals(read.query(TemporalQueries.localDate())) || !isSameTime) {
          throw new UnusableException(namesNoTime(letters));
        }
      } catch (DateTimeException e) {
        throw new UnusableException(namesNoTime(letters));
      }
    }
  }

  private static String namesNoTime(PatternLetters letters) {
    String missing =
        !letters.has("yu")
            ? "the year (yyyy)"
            : !letters.has("MLD")
                ? "the month (MM)"
                : !letters.has("dD") ? "the day of the month (dd)" : "";
    return missing.isEmpty()
        ? "a time that is written so cannot be read again; such as yyyy-MM-dd HH:mm:ss"
        : missing + " is missing, so that it names no date; such as yyyy-MM-dd HH:mm:ss";
  }
}
