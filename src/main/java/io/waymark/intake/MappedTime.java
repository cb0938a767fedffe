package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.intake.LocalTimes.NoInstantException;
import io.waymark.intake.LocalTimes.Order;
import io.waymark.intake.LocalTimes.Overlap;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Decimals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/**
 * The time of a touchpoint.
 *
 * @param pattern null for ISO 8601 with an offset, or milliseconds since 1970
 * @param zone of times whose pattern has none
 * @param overlap the choice between two instants where the order of the source does not tell
 */
record MappedTime(Expression value, @Nullable TimePattern pattern, ZoneId zone, Overlap overlap) {

  /** A time in ISO 8601 with an offset, or milliseconds since 1970. */
  MappedTime(Expression value) {
    this(value, null, ZoneOffset.UTC, Overlap.EARLIER);
  }

  /**
   * Returns the milliseconds since 1970 of a value that the expression yielded; null for none.
   *
   * @param order the times of the source so far; null where they are not known
   */
  @Nullable Long millis(@Nullable Object written, @Nullable Order order) throws RefusedException {
    if (pattern == null || written == null || written.equals("")) {
      return TouchpointFields.time(written);
    }
    String text =
        written instanceof Number number ? Decimals.text(number) : String.valueOf(written);
    if (!(written instanceof String) && !(written instanceof Number)) {
      throw refused(written, "a text or a number is expected");
    }
    try {
      long millis = TouchpointFields.millis(instant(pattern.parse(text), order));
      if (order != null) {
        order.add(millis);
      }
      return millis;
    } catch (NoInstantException e) {
      throw refused(written, String.valueOf(e.getMessage()));
    } catch (DateTimeException e) {
      String zeros =
          written instanceof Number ? " (a number has lost the zeros before it; send a text)" : "";
      throw refused(
          written,
          "it does not fit the mapping's pattern " + pattern + ": " + TimePattern.why(e) + zeros);
    }
  }

  private Instant instant(TemporalAccessor read, @Nullable Order order) throws NoInstantException {
    LocalDate date = read.query(TemporalQueries.localDate());
    LocalTime time = read.query(TemporalQueries.localTime());
    if (date == null) {
      throw new DateTimeException("it has no date");
    }
    ZoneId offset = read.query(TemporalQueries.offset());
    ZoneId named = offset == null ? read.query(TemporalQueries.zoneId()) : offset;
    ZoneId where = named == null ? zone : named;
    return time == null
        ? date.atStartOfDay(where).toInstant()
        : LocalTimes.instant(date.atTime(time), where, overlap, order);
  }

  private static RefusedException refused(Object written, String why) {
    return new RefusedException(
        Reason.MAPPING, "time is " + TouchpointFields.shown(written) + ": " + why);
  }
}
