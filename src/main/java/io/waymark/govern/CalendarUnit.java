package io.waymark.govern;

import io.waymark.govern.Cap.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * A day, week or month of a zone.
 *
 * @param begin the first day
 * @param beginMillis its first moment
 * @param endMillis the first moment after the last day
 */
record CalendarUnit(LocalDate begin, long beginMillis, long endMillis) {
  /** Returns the unit in which a moment lies. */
  static CalendarUnit of(Span.Calendar unit, ZoneId zone, long atMillis) {
    LocalDate day = Instant.ofEpochMilli(atMillis).atZone(zone).toLocalDate();
    return switch (unit) {
      case DAY -> between(day, day.plusDays(1), zone);
      case WEEK -> {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield between(monday, monday.plusWeeks(1), zone);
      }
      case MONTH -> {
        LocalDate first = day.withDayOfMonth(1);
        yield between(first, first.plusMonths(1), zone);
      }
    };
  }

  private static CalendarUnit between(LocalDate begin, LocalDate end, ZoneId zone) {
    return new CalendarUnit(
        begin,
        QuietHours.moment(begin.atStartOfDay(), zone, true),
        QuietHours.moment(end.atStartOfDay(), zone, true));
  }
}
